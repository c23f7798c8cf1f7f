package io.boxoffice.http;

import io.boxoffice.shared.error.ErrorCode;
import io.boxoffice.shared.error.Language;
import io.boxoffice.shared.error.Wording;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The pages behind the problems' types, in every language: what each means and what to do, and a
 * list of them all.
 */
final class ProblemPages {
  static final String LIST = "";

  private static final Wording ALL = new Wording("Problems", "오류 목록");
  private static final Wording CONTRACT = new Wording("The contract", "API 문서");
  private static final Wording STATUS = new Wording("HTTP status", "HTTP 상태 코드");

  private final Map<Language, Map<String, Answer>> pages = new EnumMap<>(Language.class);

  ProblemPages() {
    for (Language language : Language.values()) {
      Map<String, Answer> bySlug = new HashMap<>();
      bySlug.put(LIST, answer(list(language), language));
      for (ErrorCode code : ErrorCode.values()) {
        bySlug.put(code.slug(), answer(of(code, language), language));
      }
      pages.put(language, bySlug);
    }
  }

  /**
   * A page as it is served, under a tag of its own in each language.
   *
   * @param slug a code's, or {@link #LIST}
   * @return null where no code has this slug
   */
  Answer find(String slug, Language language) {
    return pages.get(language).get(slug);
  }

  private static Answer answer(String page, Language language) {
    return new Answer(200, Buffer.buffer(page), Map.of())
        .cached("public, max-age=3600")
        .header("Content-Language", language.tag())
        .header("Vary", "Accept-Encoding, Accept-Language");
  }

  private static String of(ErrorCode code, Language language) {
    String content =
        """
            <h1>%s</h1>
            <p><strong>%s</strong>, %s %d</p>
            <p>%s</p>
            <p><a href="/problems">%s</a></p>
        """
            .formatted(
                code.title(language),
                code.name(),
                STATUS.in(language),
                code.status(),
                Advice.of(code).wording().in(language),
                ALL.in(language));
    return page(language, code.name(), content);
  }

  private static String list(Language language) {
    String entries =
        Arrays.stream(ErrorCode.values())
            .map(
                code ->
                    "      <li>%d <a href=\"/problems/%s\">%s</a>: %s</li>\n"
                        .formatted(code.status(), code.slug(), code.name(), code.title(language)))
            .collect(Collectors.joining());
    return page(
        language,
        ALL.in(language),
        "    <h1>%s</h1>\n    <ul>\n%s    </ul>\n".formatted(ALL.in(language), entries));
  }

  private static String page(Language language, String title, String content) {
    return """
        <!doctype html>
        <html lang="%s">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>%s</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/assets/app.css">
        </head>
        <body>
          <main class="page">
        %s    <p><a href="/docs">%s</a></p>
          </main>
        </body>
        </html>
        """
        .formatted(language.tag(), title, content, CONTRACT.in(language));
  }
}
