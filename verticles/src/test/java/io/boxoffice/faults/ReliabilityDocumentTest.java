package io.boxoffice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/reliability.md in step with the matrix. {@code -Dboxoffice.docs.write=true} writes its
 * table from the results that runs have left.
 */
class ReliabilityDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "reliability.md");
  private static final String BEGIN = "<!-- written from runs: begin -->\n";
  private static final String END = "<!-- written from runs: end -->";

  @Test
  void theDocumentListsEveryCell() throws IOException {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(from).as("the mark where the table begins").isGreaterThanOrEqualTo(BEGIN.length());
    assertThat(end).as("the mark where it ends").isGreaterThanOrEqualTo(from);

    List<RunResult> results = ResultFile.read();
    if (Boolean.getBoolean("boxoffice.docs.write") && !results.isEmpty()) {
      String table = ReliabilityTable.render(results, document.substring(from, end));
      Files.writeString(DOCUMENT, document.substring(0, from) + table + document.substring(end));
      return;
    }
    assertThat(firstTwoColumns(document.substring(from, end)))
        .isEqualTo(firstTwoColumns(ReliabilityTable.render(List.of())));
  }

  @Test
  void theDocumentNamesEveryInvariant() throws IOException {
    String document = Files.readString(DOCUMENT);

    assertThat(Invariant.values())
        .allSatisfy(
            invariant ->
                assertThat(document)
                    .contains("| `" + invariant + "` | " + invariant.meaning() + " |"));
  }

  @Test
  void aRowSumsItsRunsAndLeavesOutWhatHasNoTime() {
    List<RunResult> runs =
        IntStream.rangeClosed(1, 100).mapToObj(ReliabilityDocumentTest::run).toList();

    assertThat(ReliabilityTable.render(runs))
        .contains(
            "| `kill-one` | `kill -9` of one node | 100 | 100 | 1000 | 300"
                + " | 5.0 / 9.9 / 10.0 |  | 1.0 / 1.0 / 1.0 | 0 / 200 |")
        .contains("100 runs, at abc.");
  }

  @Test
  void aCellThatWasNotRunAgainKeepsItsRow() {
    List<RunResult> runs =
        IntStream.rangeClosed(1, 3).mapToObj(ReliabilityDocumentTest::run).toList();
    String before =
        "| `kill-one` | old | 9 | 0 |\n| `kill-all` | kept | 20 | 0 |\n\n29 runs, at x1, abc.\n";

    String table = ReliabilityTable.render(runs, before);

    assertThat(table).contains("| `kill-all` | kept | 20 | 0 |\n").doesNotContain("| old |");
    assertThat(table).endsWith("\n23 runs, at x1, abc.\n");
  }

  private static RunResult run(int number) {
    return new RunResult(
        "kill-one", number, "abc", List.of("x"), 10, 20, 5, 3, number * 100L, -1, 1_000, 0, 2);
  }

  private static List<String> firstTwoColumns(String table) {
    return Arrays.stream(table.split("\n", -1))
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 1)))
        .toList();
  }
}
