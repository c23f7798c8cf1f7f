package io.boxoffice.cli.console;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command prints on. It alone knows whether colors are wanted there. Not for more than one
 * thread while it is being caught.
 */
public final class Screen extends PrintWriter {
  private static final int DEFAULT_ROWS = 24;
  private static final Pattern FIRST_NUMBER = Pattern.compile("^\\s*(\\d{1,4})\\b");

  private final boolean terminal;
  private final boolean colorsByDefault;
  private final String linesOfEnvironment;
  private boolean colors;

  /**
   * @param terminal whether a person looks on
   * @param environment where NO_COLOR (no-color.org) and TERM=dumb ask for plain text
   */
  public Screen(Writer target, boolean terminal, Map<String, String> environment) {
    super(target, true);
    this.terminal = terminal;
    this.colorsByDefault =
        terminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    this.colors = colorsByDefault;
    this.linesOfEnvironment = environment.getOrDefault("LINES", "");
  }

  /** Whether lines may be written over and the cursor moved. */
  public boolean terminal() {
    return terminal;
  }

  /** Lines that the terminal shows at a time, as LINES or the terminal itself says; else 24. */
  public int rows() {
    String told = linesOfEnvironment.isEmpty() ? sizeOfTerminal() : linesOfEnvironment;
    Matcher rows = FIRST_NUMBER.matcher(told);
    int lines = rows.find() ? Integer.parseInt(rows.group(1)) : 0;
    // A terminal that nobody gave a size says 0.
    return lines < 1 ? DEFAULT_ROWS : Math.max(2, lines);
  }

  /** Rows and columns; people resize windows, so it is asked anew each time. */
  private static String sizeOfTerminal() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      try (InputStream answer = stty.getInputStream()) {
        return new String(answer.readNBytes(32), StandardCharsets.US_ASCII);
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether styles are shown. */
  public boolean colors() {
    return colors;
  }

  /** What the user chose beats what was found. */
  public void color(ColorMode mode) {
    colors =
        switch (mode) {
          case AUTO -> colorsByDefault;
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  /** The text in a style where that is shown; it takes as many columns as before. */
  public String styled(Style style, String text) {
    return colors && style != Style.PLAIN && !text.isEmpty() ? style.around(text) : text;
  }

  /** Runs a task and returns what it printed here, which is then not printed. */
  public String caught(Runnable task) {
    Writer real = out;
    StringWriter sheet = new StringWriter();
    flush();
    out = sheet;
    try {
      task.run();
    } finally {
      flush();
      out = real;
    }
    return sheet.toString();
  }
}
