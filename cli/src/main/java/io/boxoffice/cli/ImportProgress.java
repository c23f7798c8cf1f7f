package io.boxoffice.cli;

import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.console.Screen;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a person what an import is doing, on one line that is written over and wiped at the end;
 * where nobody looks on it says nothing.
 *
 * <p>Only the sending has a measure. The server's work has none, so that only its time is shown.
 */
final class ImportProgress implements AutoCloseable {
  private static final int BAR_COLUMNS = 24;
  private static final long REPAINT_MS = 250;
  private static final String WIPE = "\r\u001b[K";

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService ticker;
  private Future<?> ticking;
  private String painted = "";
  private long sendingSinceNanos;
  private long sentSinceNanos;
  private long totalBytes;
  private String work = "";
  private boolean serverWorks;

  ImportProgress(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
    this.ticker = screen.terminal() ? startTicker() : null;
  }

  private ScheduledExecutorService startTicker() {
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "import-progress");
              thread.setDaemon(true);
              return thread;
            });
    ticking =
        made.scheduleWithFixedDelay(this::tick, REPAINT_MS, REPAINT_MS, TimeUnit.MILLISECONDS);
    return made;
  }

  /** The file is being read and parsed. */
  synchronized void reading() {
    paint("Reading ...");
  }

  /**
   * The sending begins.
   *
   * @param serversWork what the server does once it has the whole body, such as "Importing"
   */
  synchronized Upload of(String serversWork) {
    work = serversWork;
    sendingSinceNanos = nanoTime.getAsLong();
    return this::sent;
  }

  private synchronized void sent(long bytes, long total) {
    totalBytes = total;
    serverWorks = bytes >= total;
    if (serverWorks) {
      sentSinceNanos = nanoTime.getAsLong();
      tick();
      return;
    }
    int share = (int) (bytes * BAR_COLUMNS / total);
    paint(
        String.format(
            Locale.ROOT,
            "Sending [%s%s] %3d%% of %s",
            "#".repeat(share),
            "-".repeat(BAR_COLUMNS - share),
            bytes * 100 / total,
            mebibytes(total)));
  }

  /** Says again how long the server has been at work. */
  synchronized void tick() {
    if (serverWorks) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - sentSinceNanos);
      paint(work + " on the server, " + seconds + " s ...");
    }
  }

  /** All went well: the line gives way to what it took. */
  synchronized void done() {
    if (screen.terminal()) {
      long now = nanoTime.getAsLong();
      wipe();
      screen.printf(
          "Sent %s in %s; the server took %s.%n",
          mebibytes(totalBytes),
          seconds(sentSinceNanos - sendingSinceNanos),
          seconds(now - sentSinceNanos));
    }
  }

  /** Leaves nothing behind; what went wrong is said by others. */
  @Override
  public synchronized void close() {
    if (ticker != null) {
      ticking.cancel(false);
      ticker.shutdown();
      wipe();
    }
  }

  private void paint(String line) {
    if (screen.terminal() && !line.equals(painted)) {
      screen.print(WIPE + line);
      screen.flush();
      painted = line;
    }
  }

  private void wipe() {
    serverWorks = false;
    if (!painted.isEmpty()) {
      screen.print(WIPE);
      screen.flush();
      painted = "";
    }
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
