package io.boxoffice.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Refusal;
import io.boxoffice.shared.error.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountRulesTest {
  @Test
  void aNameIsTrimmedAndComposed() {
    assertThat(AccountRules.check("  Jose\u0301 ", "correct horse")).isEqualTo("Jos\u00e9");
  }

  @Test
  void lengthsAreCountedInCodePoints() {
    assertThat(AccountRules.normalName("\uD83C\uDFAB".repeat(64))).isPresent();
    assertThat(AccountRules.normalName("\uD83C\uDFAB".repeat(65))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\uD800b", "a\u202Eb"})
  void namesThatWouldDeceiveOrBreakAreRefused(String name) {
    assertThat(pointers(name, "correct horse")).containsExactly("/name");
  }

  @ParameterizedTest
  @CsvSource({
    "ann, short12",
    "annabelle, ANNABELLE",
    "ann, Password1",
    "ann, 12345678",
    "ann, zzzzzzzzzz"
  })
  void weakPasswordsAreRefused(String name, String password) {
    assertThat(pointers(name, password)).containsExactly("/password");
  }

  @Test
  void aPasswordHasAtMost128Characters() {
    assertThat(AccountRules.check("ann", "ab".repeat(64))).isEqualTo("ann");
    assertThat(pointers("ann", "ab".repeat(64) + "c")).containsExactly("/password");
  }

  @Test
  void bothFaultsAreListedAtOnce() {
    assertThat(pointers("", "short")).containsExactly("/name", "/password");
  }

  private static List<String> pointers(String name, String password) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> AccountRules.check(name, password));
    assertThat(refusal.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
    return refusal.violations().stream().map(Violation::pointer).toList();
  }
}
