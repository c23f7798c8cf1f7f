package io.boxoffice.cli;

import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.Pace;
import io.boxoffice.cli.console.Screen;
import io.boxoffice.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** The tool in a sealed box: its own home, environment, clock and streams. */
final class Tool {
  static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  record Result(int exitCode, String out, String err) {}

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private String in = "";
  private Terminal terminal = Terminal.NONE;
  private Pace pace =
      wait -> {
        throw new AssertionError("nothing watches");
      };

  private final Clock clock;

  Tool(Path home) {
    this(home, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  Tool(Path home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** For a real server, whose tokens live by the real time. */
  static Tool ofToday(Path home) {
    return new Tool(home, Clock.systemUTC());
  }

  Tool with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A person reads the output and the errors; nobody types. */
  Tool onTerminal() {
    terminal = new Terminal(false, true, true);
    return this;
  }

  /** What happens while a command that watches waits; an InterruptedException ends it. */
  Tool pausing(Pace instead) {
    pace = instead;
    return this;
  }

  /** A person reads and types. */
  Tool atKeyboard() {
    terminal = new Terminal(true, true, true);
    return this;
  }

  Tool typing(String text) {
    in = text;
    return this;
  }

  CredentialStore credentials() {
    return new CredentialStore(context(new StringWriter(), new StringWriter()));
  }

  /** As if {@code boxoffice login} had been run before. */
  Tool loggedInAt(String url) {
    credentials()
        .keep(
            new CredentialStore.Login(
                url, "operator", "0HYQ2TK5R4A0B", "stored-token", "2026-11-21T10:00:00.000Z"),
            NOW);
    return this;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Boxoffice.commandLine(context(out, err)).execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private CliContext context(StringWriter out, StringWriter err) {
    return new CliContext(
        new Screen(out, terminal.out(), environment),
        new Screen(err, terminal.err(), environment),
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        environment,
        home,
        clock,
        terminal,
        pace);
  }
}
