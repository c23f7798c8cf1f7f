package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Asks before what cannot be taken back: common to the commands that do such things. */
final class Confirmation {
  private static final Set<String> ASSENT = Set.of("y", "yes");

  private final CliContext context;

  @Option(
      names = {"-y", "--yes"},
      description = {"Do not ask. Needed where nobody is at a", "terminal to be asked."})
  private boolean yes;

  Confirmation(CliContext context) {
    this.context = context;
  }

  /**
   * Returns where the user agrees, or has agreed with {@code --yes}.
   *
   * @param question what is about to be done, without the choices; asked for only where it is put
   * @throws CommandFailure USAGE where nobody can be asked, so that a script cannot do it by
   *     mistake; REFUSED where the answer is no
   */
  void confirm(Supplier<String> question) {
    if (yes) {
      return;
    }
    boolean canAnswer =
        context.terminal().in() && (context.terminal().err() || context.terminal().out());
    if (!canAnswer) {
      throw new CommandFailure(
          ExitCode.USAGE, "This wants a confirmation, and nobody can be asked", "add --yes");
    }
    Screen screen = context.terminal().err() ? context.err() : context.out();
    screen.print(Text.printable(question.get()) + " [y/N] ");
    screen.flush();
    if (!ASSENT.contains(answer())) {
      throw new CommandFailure(ExitCode.REFUSED, "Not confirmed; nothing was changed", null);
    }
  }

  /** The line that was typed, in lower case; empty at the end of the input. */
  private String answer() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "Cannot read the answer: " + e.getMessage(), "add --yes");
    }
  }
}
