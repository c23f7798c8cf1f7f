package io.boxoffice.cli.console;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * What surrounds a command: its streams, its environment, its clock. Tests hand over their own.
 *
 * @param home the user's home directory
 * @param clock its zone is the one that the user reads times in
 * @param terminal where a person looks on
 * @param pace how a command that watches waits
 */
public record CliContext(
    Screen out,
    Screen err,
    InputStream in,
    Map<String, String> environment,
    Path home,
    Clock clock,
    Terminal terminal,
    Pace pace) {

  public CliContext {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  public static CliContext ofProcess() {
    Terminal terminal = Terminal.ofProcess();
    Map<String, String> environment = System.getenv();
    return new CliContext(
        screen(System.out, terminal.out(), environment),
        screen(System.err, terminal.err(), environment),
        System.in,
        environment,
        Path.of(System.getProperty("user.home")),
        Clock.system(ZoneId.systemDefault()),
        terminal,
        Pace.REAL);
  }

  private static Screen screen(
      PrintStream stream, boolean terminal, Map<String, String> environment) {
    return new Screen(
        new OutputStreamWriter(stream, StandardCharsets.UTF_8), terminal, environment);
  }

  /** Whether a person looks on and can be asked. */
  public boolean interactive() {
    return terminal.in() && terminal.out();
  }

  /** The environment's value, or null where it is unset or blank. */
  public String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
