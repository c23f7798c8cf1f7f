package io.boxoffice.account;

import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.RequestPhrase;
import io.boxoffice.shared.error.Sentence;
import io.boxoffice.shared.error.ServicePhrase;
import io.boxoffice.shared.error.Violation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a name and a password must be. Pure; lengths are counted in Unicode code points. */
public final class AccountRules {
  static final int MAX_NAME = 64;
  static final int MIN_PASSWORD = 8;
  static final int MAX_PASSWORD = 128;

  /** The head of the published lists of leaked passwords, as far as it is eight or longer. */
  private static final Set<String> COMMON =
      Set.of(
          "12345678",
          "123456789",
          "1234567890",
          "0123456789",
          "87654321",
          "987654321",
          "password",
          "password1",
          "password12",
          "password123",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "qwertyui",
          "qwertyuiop",
          "qwerty123",
          "qwerty12",
          "1q2w3e4r",
          "1q2w3e4r5t",
          "1qaz2wsx",
          "q1w2e3r4",
          "asdfghjk",
          "asdfghjkl",
          "zxcvbnm1",
          "iloveyou",
          "iloveyou1",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "superman",
          "trustno1",
          "welcome1",
          "letmein1",
          "abcd1234",
          "abc12345",
          "a1234567",
          "a12345678",
          "aa123456",
          "123123123",
          "12341234",
          "11223344",
          "changeme",
          "admin123",
          "administrator",
          "computer",
          "internet",
          "whatever",
          "dragon12",
          "michelle",
          "jennifer",
          "starwars");

  private AccountRules() {}

  /**
   * The name as it is stored (trimmed, NFKC: no look-alikes by width), or empty where it cannot be
   * one.
   */
  static Optional<String> normalName(String name) {
    if (name == null || name.length() > 16 * MAX_NAME) {
      return Optional.empty();
    }
    String normal = Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
    int length = normal.codePointCount(0, normal.length());
    boolean printable = normal.codePoints().noneMatch(AccountRules::isUnprintable);
    return length >= 1 && length <= MAX_NAME && printable ? Optional.of(normal) : Optional.empty();
  }

  /** The form in which two names that count as one are equal. */
  static String nameKey(String normalName) {
    return normalName.toLowerCase(Locale.ROOT);
  }

  /**
   * Gives the normal name, after both have passed.
   *
   * @throws Refusal VALIDATION_FAILED that lists what is wrong with either
   */
  static String check(String name, String password) {
    List<Violation> faults = new ArrayList<>();
    Optional<String> normal = normalName(name);
    if (normal.isEmpty()) {
      faults.add(new Violation("/name", ServicePhrase.USER_NAME_FORM, MAX_NAME));
    }
    passwordFault(normal.orElse(""), password)
        .ifPresent(fault -> faults.add(new Violation("/password", fault)));
    if (!faults.isEmpty()) {
      throw new Refusal(ServicePhrase.UNUSABLE_ACCOUNT.sentence(), faults);
    }
    return normal.orElseThrow();
  }

  /** What is wrong with the first operator's name and password, each with its pointer. */
  public static List<Violation> faults(String name, String password) {
    try {
      check(name, password);
      return List.of();
    } catch (Refusal refusal) {
      return refusal.violations();
    }
  }

  private static Optional<Sentence> passwordFault(String name, String password) {
    if (!isPossiblePassword(password)) {
      return Optional.of(RequestPhrase.LENGTH.sentence(MIN_PASSWORD, MAX_PASSWORD));
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (lower.equals(nameKey(name))) {
      return Optional.of(ServicePhrase.PASSWORD_IS_NAME.sentence());
    }
    if (COMMON.contains(lower)) {
      return Optional.of(ServicePhrase.PASSWORD_COMMON.sentence());
    }
    if (password.codePoints().distinct().count() == 1) {
      return Optional.of(ServicePhrase.PASSWORD_REPEATS.sentence());
    }
    return Optional.empty();
  }

  /** Whether a password has a length that any stored one can have. */
  static boolean isPossiblePassword(String password) {
    if (password == null) {
      return false;
    }
    int length = password.codePointCount(0, password.length());
    return length >= MIN_PASSWORD && length <= MAX_PASSWORD;
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
