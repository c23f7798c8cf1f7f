package io.boxoffice.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of docs/requirements.md.
 *
 * @param mark the document's number and the row's, such as {@code 002-07}
 * @param places where it lives: what stands between backticks in the third cell
 * @param tests what shows it: {@code Class} or {@code Class.method}, from the fourth cell
 */
record RequirementRow(String mark, String what, List<String> places, List<String> tests) {
  private static final Pattern MARK = Pattern.compile("\\| (\\d{3}-\\d{2,3}) \\|.*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A bar within a cell is written with a backslash before it. */
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  static List<RequirementRow> readAll(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> MARK.matcher(line).matches())
        .map(RequirementRow::read)
        .toList();
  }

  private static RequirementRow read(String line) {
    List<String> cells = BAR.splitAsStream(line).skip(1).map(String::strip).toList();
    if (cells.size() != 4) {
      throw new IllegalStateException("four cells are wanted: " + line);
    }
    return new RequirementRow(cells.get(0), cells.get(1), codes(cells.get(2)), codes(cells.get(3)));
  }

  String document() {
    return mark.substring(0, 3);
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map((MatchResult code) -> code.group(1)).toList();
  }
}
