package io.boxoffice.shared.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PhrasesTest {
  private static final Pattern SLOT = Pattern.compile("\\{([0-9])}");
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

  /** A particle that depends on the last sound of the value before it. */
  private static final Pattern PARTICLE =
      Pattern.compile("\\{[0-9]}(을|를|은|는|이|가|과|와|으로|로|이나|나|이라|라)( |\\.|,|$)");

  static List<Phrase> all() {
    return Phrases.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isToldInBothLanguages(Phrase phrase) {
    Wording wording = phrase.wording();

    assertThat(wording.english()).matches("\\p{ASCII}+").matches("[A-Z].*").endsWith(".");
    assertThat(wording.korean()).containsPattern(HANGUL).endsWith(".");
    assertThat(wording.korean()).matches(".*(다|요|\\)|}|\\{[0-9]})\\.");
    assertThat(wording.korean()).doesNotContain("  ").doesNotContainPattern(PARTICLE);
  }

  @ParameterizedTest
  @MethodSource("all")
  void hasTheSameSlotsInBothLanguages(Phrase phrase) {
    Wording wording = phrase.wording();
    Set<Integer> slots = IntStream.range(0, wording.slots()).boxed().collect(Collectors.toSet());

    assertThat(slots(wording.english())).isEqualTo(slots);
    assertThat(slots(wording.korean())).isEqualTo(slots);
    assertThat(SLOT.matcher(wording.english() + wording.korean()).replaceAll(""))
        .doesNotContain("{", "}");
  }

  @ParameterizedTest
  @MethodSource("all")
  void fillsEverySlot(Phrase phrase) {
    Wording wording = phrase.wording();
    Object[] values =
        IntStream.range(0, wording.slots()).mapToObj(n -> "<" + (n + 1) * 11 + "{0}>").toArray();
    Sentence sentence = phrase.sentence(values);

    for (Language language : Language.values()) {
      String expected =
          SLOT.matcher(wording.in(language))
              .replaceAll(slot -> (String) values[Integer.parseInt(slot.group(1))]);
      assertThat(sentence.in(language)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundByItsName(Phrase phrase) {
    List<String> values = Collections.nCopies(phrase.wording().slots(), "1");
    assertThat(Phrases.sentence(phrase.name(), values)).hasValue(new Sentence(phrase, values));
  }

  @Test
  void everyAreaIsKnown() {
    Set<Phrase> all =
        Arrays.stream(Phrase.class.getPermittedSubclasses())
            .flatMap(area -> Arrays.stream((Phrase[]) area.getEnumConstants()))
            .collect(Collectors.toSet());
    assertThat(all()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void wantsAsManyValuesAsSlots() {
    assertThatThrownBy(() -> RequestPhrase.RANGE.sentence(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RequestPhrase.EMPTY.sentence(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Phrases.sentence("RANGE", List.of("1"))).isEmpty();
    assertThat(Phrases.sentence("ELSEWHERE", List.of())).isEmpty();
    assertThat(Phrases.sentence(null, List.of())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasATitleInBothLanguages(ErrorCode code) {
    assertThat(code.title(Language.ENGLISH)).matches("\\p{ASCII}+").doesNotEndWith(".");
    assertThat(code.title(Language.KOREAN)).containsPattern(HANGUL).doesNotEndWith(".");
    assertThat(new Refusal(code).detail(Language.KOREAN))
        .isEqualTo(code.title(Language.KOREAN) + ".");
  }

  private static Set<Integer> slots(String words) {
    return SLOT.matcher(words)
        .results()
        .map(MatchResult::group)
        .map(slot -> Integer.valueOf(slot.substring(1, 2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
