package io.boxoffice.cli.console;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Shows one picture after the other: on a terminal in the same place, elsewhere one below the
 * other, as JSON a line each.
 */
public final class Frames implements AutoCloseable {
  /** Hides the cursor, and cuts long lines: a folded one would put the next picture off. */
  private static final String BEGIN = "\u001b[?25l\u001b[?7l";

  private static final String END = "\u001b[?7h\u001b[?25h";
  private static final String TO_LINE_END = "\u001b[K";
  private static final String TO_SCREEN_END = "\u001b[J";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final CliContext context;
  private final Screen out;
  private final Duration every;
  private final boolean json;
  private final Thread restorer;
  private String latest = "";
  private int paintedLines;
  private boolean silent;

  public Frames(CliContext context, Duration every, boolean json) {
    this.context = context;
    this.out = context.out();
    this.every = every;
    this.json = json;
    this.restorer = new Thread(this::restore, "terminal-restorer");
    if (inPlace()) {
      // Ctrl-C ends the process where it stands, and the cursor must come back.
      Runtime.getRuntime().addShutdownHook(restorer);
      out.print(BEGIN);
    }
  }

  private boolean inPlace() {
    return out.terminal() && !json;
  }

  /** Shows what was printed. */
  public void show(String printed) {
    silent = false;
    latest = printed;
    if (inPlace()) {
      paint(now() + ", every " + every.toSeconds() + " s; Ctrl-C ends");
    } else if (json) {
      out.println(printed.strip());
    } else {
      out.println(stamp());
      out.println(printed.stripTrailing());
      out.println();
    }
    out.flush();
  }

  /**
   * There was no answer; what was shown last is as old as that.
   *
   * @param since when there was one
   */
  public void silence(Instant since) {
    String said =
        "No answer since " + TIME.format(since.atZone(context.clock().getZone())) + "; going on.";
    if (inPlace()) {
      paint(out.styled(Style.BAD, said) + " (" + now() + ")");
    } else if (!silent) {
      context.err().println((json ? "" : stamp() + "  ") + said);
      context.err().flush();
    }
    silent = true;
  }

  /** In one piece, over what is there: what does not change does not flicker. */
  private void paint(String heading) {
    int room = out.rows() - 2;
    List<String> lines = latest.lines().toList();
    StringBuilder frame = new StringBuilder("\r");
    if (paintedLines > 0) {
      frame.append("\u001b[").append(paintedLines).append('A');
    }
    frame.append(heading).append(TO_LINE_END).append('\n');
    boolean all = lines.size() <= room;
    int shown = all ? lines.size() : Math.max(0, room - 1);
    lines.stream()
        .limit(shown)
        .forEach(line -> frame.append(line).append(TO_LINE_END).append('\n'));
    if (!all) {
      frame
          .append("... ")
          .append(lines.size() - shown)
          .append(" more lines than the window has room for")
          .append(TO_LINE_END)
          .append('\n');
    }
    out.print(frame.append(TO_SCREEN_END));
    paintedLines = 1 + shown + (all ? 0 : 1);
    out.flush();
  }

  private String now() {
    return TIME.format(context.clock().instant().atZone(context.clock().getZone()));
  }

  private String stamp() {
    return OffsetDateTime.now(context.clock()).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void restore() {
    out.print(END);
    out.flush();
  }

  @Override
  public void close() {
    if (!inPlace()) {
      return;
    }
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does the same again.
      return;
    }
  }
}
