package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run with {@code -Dboxoffice.docs.write=true} to write the page anew. */
class ManPageTest {
  private static final Path COMMITTED = Path.of("..", "docs", "man", "boxoffice.1");

  @TempDir private Path home;

  private String page() {
    Tool.Result result = new Tool(home).run("man");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  @Test
  void theCommittedPageIsTheCommands() throws IOException {
    if (Boolean.getBoolean("boxoffice.docs.write")) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, page());
    }

    assertThat(COMMITTED).as("write it with -Dboxoffice.docs.write=true").hasContent(page());
  }

  @Test
  void groffFindsNothingToWarnAbout() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")));
    Path file = Files.writeString(home.resolve("boxoffice.1"), page());
    Process groff =
        new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-rLL=80n", "-P-c", file.toString())
            .redirectError(home.resolve("warnings").toFile())
            .start();
    String struckOver = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String text = struckOver.replaceAll(".\b", "");

    assertThat(groff.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(home.resolve("warnings")).isEmptyFile();
    assertThat(groff.exitValue()).isZero();
    assertThat(text)
        .contains("boxoffice concert import [FILE]", "--plan=PLAN", "COMMON OPTIONS")
        .contains("boxoffice queue show", "the verification found violations", "'Winter Gala' \\")
        .doesNotContain("${", "%n");
  }
}
