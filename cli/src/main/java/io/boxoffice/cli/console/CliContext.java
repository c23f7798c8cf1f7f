package io.boxoffice.cli.console;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a command: its streams, its environment, its clock. Tests hand over their own.
 *
 * @param interactive whether a person looks on, so that lines may be rewritten and questions asked
 * @param home the user's home directory
 */
public record CliContext(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Map<String, String> environment,
    Path home,
    Clock clock,
    boolean interactive) {

  public CliContext {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  public static CliContext ofProcess() {
    return new CliContext(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.in,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Clock.systemUTC(),
        onTerminal(System.console()));
  }

  /** The environment's value, or null where it is unset or blank. */
  public String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Since JDK 22 a console exists without a terminal, too, and has a method that tells. */
  private static boolean onTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
