package io.boxoffice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps docs/requirements.md true: what it names is there, and nothing was dropped. */
class RequirementsDocumentTest {
  /** How many marks each document has at least: a mark is never lost unnoticed. */
  private static final Map<String, Integer> LEAST_MARKS =
      Map.of("000", 69, "001", 29, "002", 114, "003", 67, "004", 44);

  private static List<RequirementRow> rows;
  private static Sources sources;

  @BeforeAll
  static void read() throws IOException {
    rows = RequirementRow.readAll(Path.of("..", "docs", "requirements.md"));
    sources = Sources.of(Path.of(".."));
  }

  @Test
  void marksAreConsecutiveAndNoneIsLost() {
    Map<String, List<RequirementRow>> byDocument =
        rows.stream().collect(Collectors.groupingBy(RequirementRow::document));
    assertThat(byDocument).containsOnlyKeys(LEAST_MARKS.keySet());
    byDocument.forEach(
        (document, marks) -> {
          assertThat(marks)
              .extracting(RequirementRow::mark)
              .containsExactlyElementsOf(
                  IntStream.rangeClosed(1, marks.size())
                      .mapToObj(n -> "%s-%02d".formatted(document, n))
                      .toList());
          assertThat(marks).hasSizeGreaterThanOrEqualTo(LEAST_MARKS.get(document));
        });
  }

  @Test
  void everyRowSaysWhatWhereAndHowItIsShown() {
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.what()).as(row.mark()).isNotBlank();
              assertThat(row.places()).as(row.mark()).isNotEmpty();
              assertThat(row.tests()).as(row.mark()).isNotEmpty();
            });
  }

  @Test
  void everyPlaceIsThere() {
    List<String> missing =
        rows.stream()
            .flatMap(row -> row.places().stream().map(place -> row.mark() + " " + place))
            .filter(named -> !sources.has(named.substring(named.indexOf(' ') + 1)))
            .toList();

    assertThat(missing).as("places that are named and not there").isEmpty();
  }

  @Test
  void everyTestIsThere() {
    List<String> missing =
        rows.stream()
            .flatMap(row -> row.tests().stream().map(test -> row.mark() + " " + test))
            .filter(named -> !sources.hasTest(named.substring(named.indexOf(' ') + 1)))
            .toList();

    assertThat(missing).as("tests that are named and not there").isEmpty();
  }

  @Test
  void whatIsNotThereIsNoticed() {
    assertThat(sources.hasTest("RequirementsDocumentTest.whatIsNotThereIsNoticed")).isTrue();
    assertThat(sources.hasTest("RequirementsDocumentTest")).isTrue();
    assertThat(
            List.of(
                "RequirementsDocumentTest.read", "RequirementsDocumentTest.nothing", "NoSuchTest"))
        .noneMatch(sources::hasTest);
    assertThat(
            List.of("QueueHead", "GET /wallet", "seats.price", "seats", "hold_seats()", "pom.xml"))
        .allMatch(sources::has);
    assertThat(
            List.of(
                "NoSuchClass",
                "PUT /wallet",
                "GET /wallets",
                "seats.smell",
                "sofas",
                "hold()",
                "x.xml"))
        .noneMatch(sources::has);
  }
}
