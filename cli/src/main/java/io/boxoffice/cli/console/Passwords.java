package io.boxoffice.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where passwords come from: never from an argument, which others could read. */
public final class Passwords {
  /** Asks a person, without showing what is typed. */
  @FunctionalInterface
  interface Prompt {
    /** What was typed; null at the end of the input. */
    char[] ask(String question);
  }

  private final CliContext context;
  private final Prompt prompt;

  public Passwords(CliContext context) {
    this(context, question -> System.console().readPassword("%s", question));
  }

  Passwords(CliContext context, Prompt prompt) {
    this.context = context;
    this.prompt = prompt;
  }

  /**
   * The password from standard input, the environment or a person, in this order.
   *
   * @param fromStdin whether it is the first line of standard input
   * @param variable the environment's variable that may hold it
   * @param question what a person is asked
   * @param again what a person is asked then, who has to type the same; null to ask once
   * @throws CommandFailure with {@link ExitCode#USAGE} where there is none, or two that differ
   */
  public String read(boolean fromStdin, String variable, String question, String again) {
    if (fromStdin) {
      return firstLine();
    }
    String fromEnvironment = context.variable(variable);
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    char[] typed = context.interactive() ? prompt.ask(question) : null;
    if (typed == null || typed.length == 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "No password",
          "type it when asked, pipe it to --password-stdin, or set " + variable);
    }
    if (again != null && !Arrays.equals(typed, prompt.ask(again))) {
      throw new CommandFailure(
          ExitCode.USAGE, "The two passwords differ", "run the command again; nothing was done");
    }
    return new String(typed);
  }

  private String firstLine() {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
    try {
      String line = reader.readLine();
      if (line != null && !line.isEmpty()) {
        return line;
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "Cannot read standard input: " + e.getMessage(), null);
    }
    throw new CommandFailure(
        ExitCode.USAGE, "Standard input is empty", "pipe the password to --password-stdin");
  }
}
