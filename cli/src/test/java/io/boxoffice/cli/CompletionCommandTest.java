package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  /** What bash does at TAB: it looks for the function of the command's name and asks it. */
  private static final String ASK_BASH =
      """
      source "$1"; shift
      complete -p boxoffice >/dev/null || exit 9
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      function=$(complete -p boxoffice | sed 's/.*-F \\([^ ]*\\).*/\\1/')
      "$function" boxoffice "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final String ASK_ZSH =
      """
      source "$1"
      print -r -- "${_comps[boxoffice]:-none}"
      """;

  @TempDir private Path home;

  private List<String> asked(String shell, String question, String... words)
      throws IOException, InterruptedException {
    Tool.Result script = new Tool(home).run("completion", shell);
    assertThat(script.exitCode()).as(script.err()).isZero();
    Path file = Files.writeString(home.resolve("completion"), script.out());
    String[] command = new String[5 + words.length];
    System.arraycopy(
        new String[] {shell, "-c", question, shell, file.toString()}, 0, command, 0, 5);
    System.arraycopy(words, 0, command, 5, words.length);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(answer).isZero();
    return answer.lines().map(String::strip).toList();
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @ParameterizedTest
  @CsvSource({
    "boxoffice que, queue",
    "./boxoffice que, queue",
    "boxoffice concert im, import",
    "boxoffice concert import --dry, --dry-run",
    "boxoffice verify --jso, --json",
    "boxoffice verify --color al, always",
    "boxoffice completion z, zsh"
  })
  void bashCompletes(String typed, String expected) throws IOException, InterruptedException {
    assumeTrue(installed("bash"));

    assertThat(asked("bash", ASK_BASH, typed.split(" "))).containsExactly(expected);
  }

  @Test
  void bashOffersEveryCommand() throws IOException, InterruptedException {
    assumeTrue(installed("bash"));

    assertThat(asked("bash", ASK_BASH, "boxoffice", ""))
        .contains("serve", "demo", "login", "concert", "queue", "verify", "completion");
  }

  @Test
  void zshKnowsWhomToAsk() throws IOException, InterruptedException {
    assumeTrue(installed("zsh"));

    assertThat(asked("zsh", ASK_ZSH)).singleElement().asString().contains("_complete_boxoffice");
  }

  @Test
  void otherShellsAreRefused() {
    Tool.Result result = new Tool(home).run("completion", "cmd.exe");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("bash", "zsh");
  }
}
