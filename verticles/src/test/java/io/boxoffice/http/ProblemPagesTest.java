package io.boxoffice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page behind each problem's type, in both languages. */
class ProblemPagesTest extends OnScriptedServices {
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

  @ParameterizedTest
  @EnumSource
  void everyCodeHasAPageInBothLanguages(ErrorCode code) {
    for (Language language : Language.values()) {
      HttpResponse<String> page = page("/problems/" + code.slug(), language);
      assertThat(page.body())
          .contains("<html lang=\"" + language.tag() + "\">")
          .contains("<h1>" + code.title(language) + "</h1>")
          .contains("<strong>" + code.name() + "</strong>")
          .contains("<p>" + Advice.of(code).wording().in(language) + "</p>");
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyAdviceIsGivenInBothLanguages(Advice advice) {
    assertThat(advice.wording().slots()).isZero();
    assertThat(advice.wording().english()).matches("[A-Z]\\p{ASCII}+\\.");
    assertThat(advice.wording().korean()).containsPattern(HANGUL).matches(".*[다요]\\.");
  }

  @Test
  void aListLeadsToEveryPage() {
    for (Language language : Language.values()) {
      String list = page("/problems", language).body();
      assertThat(list).contains("<html lang=\"" + language.tag() + "\">");
      for (ErrorCode code : ErrorCode.values()) {
        assertThat(list)
            .contains("<a href=\"/problems/" + code.slug() + "\">" + code.name() + "</a>")
            .contains(code.title(language));
      }
    }
    assertThat(page("/problems", Language.ENGLISH).body()).doesNotContainPattern(HANGUL);
  }

  @Test
  void eachLanguageIsCachedByItself() {
    String path = "/problems/seat-taken";
    HttpResponse<String> english = page(path, Language.ENGLISH);
    HttpResponse<String> korean = page(path, Language.KOREAN);
    String tag = english.headers().firstValue("ETag").orElseThrow();

    assertThat(korean.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    assertThat(asked(path, Language.ENGLISH, tag).statusCode()).isEqualTo(304);
    assertThat(asked(path, Language.KOREAN, tag).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> page(String path, Language language) {
    HttpResponse<String> page = asked(path, language, "\"none\"");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    return page;
  }

  private static HttpResponse<String> asked(String path, Language language, String knownTag) {
    HttpRequest.Builder request =
        node.request("GET", path, null)
            .header("Accept-Language", language.tag())
            .header("If-None-Match", knownTag);
    HttpResponse<String> answer = node.send(request);
    assertThat(answer.headers().firstValue("Content-Language")).hasValue(language.tag());
    assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding, Accept-Language");
    return answer;
  }
}
