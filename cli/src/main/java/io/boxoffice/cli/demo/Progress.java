package io.boxoffice.cli.demo;

import io.boxoffice.cli.console.CliContext;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that is written over on a terminal; elsewhere a plain line now and then. */
final class Progress {
  private static final long PLAIN_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int WIDTH = 78;

  private final PrintWriter out;
  private final boolean terminal;
  private boolean open;
  private long lastPlainNanos = System.nanoTime();

  Progress(CliContext context) {
    this.out = context.out();
    this.terminal = context.out().terminal();
  }

  /** Shows how far it is. */
  synchronized void show(String text) {
    if (terminal) {
      out.print("\r" + pad(text));
      out.flush();
      open = true;
      return;
    }
    long now = System.nanoTime();
    if (now - lastPlainNanos >= PLAIN_EVERY_NANOS) {
      lastPlainNanos = now;
      out.println(text);
      out.flush();
    }
  }

  /** Ends the line with what was reached. */
  synchronized void done(String text) {
    out.print(open ? "\r" + pad(text) : text);
    out.println();
    out.flush();
    open = false;
    lastPlainNanos = System.nanoTime();
  }

  private static String pad(String text) {
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
    return cut + " ".repeat(WIDTH - cut.length());
  }
}
