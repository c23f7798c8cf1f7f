package io.boxoffice.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void theReadmeListsEverySettingWithItsDefault() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("..", "README.md")).stream()
            .filter(line -> line.matches("\\| `[a-z.-]+` \\|.*"))
            .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 1) + 1) + 1))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(ConfigKeys.ALL.stream().map(ReadmeTest::row).toList());
  }

  private static String row(ConfigKey key) {
    String value = key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`";
    return "| `" + key.name() + "` | " + value + " |";
  }
}
