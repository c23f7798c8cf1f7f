package io.boxoffice.shared.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ko",
        "KO",
        "ko-KR",
        "ko-Kore-KR",
        "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7",
        "en;q=0.5, ko;q=0.9",
        "fr, ko;q=0.1",
        "zh-TW, ko, en",
        "en-US;q=0, ko",
        "*, ko;q=0.5"
      })
  void koreanWhereItIsAskedForFirst(String header) {
    assertThat(Language.accepted(header)).isEqualTo(Language.KOREAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "en",
        "en-US,ko",
        "en;q=0.5,ko;q=0.5",
        "ko;q=0.5, en",
        "ko;q=0",
        "ko;q=0.000, *",
        "*",
        "*;q=0.1, ko;q=0",
        "kok",
        "fr, de",
        "",
        ",",
        "ko;q=2",
        "ko;q=",
        "ko;q=abc",
        "ko_KR",
        "한국어"
      })
  void englishElsewhere(String header) {
    assertThat(Language.accepted(header)).isEqualTo(Language.ENGLISH);
  }

  @Test
  void englishWithoutAHeaderOrWithAnEndlessOne() {
    assertThat(Language.accepted(null)).isEqualTo(Language.ENGLISH);
    assertThat(Language.accepted("ko" + ",fr".repeat(99))).isEqualTo(Language.KOREAN);
    assertThat(Language.accepted("ko" + ",fr".repeat(100))).isEqualTo(Language.ENGLISH);
  }
}
