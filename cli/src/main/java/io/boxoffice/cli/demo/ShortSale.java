package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.QueueStats;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.shared.node.NodeProgram;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A short sale through the REST API that checks itself: 200 buyers, 20 admitted at a time, a
 * theatre of 300 seats, on a node of its own that leaves nothing behind.
 */
public final class ShortSale {
  static final int BUYERS = 200;
  static final int CAPACITY = 20;
  private static final int SEATS_AT_ONCE = 2;
  private static final Duration PREPARATION_LIMIT = Duration.ofSeconds(60);
  private static final Duration SALE_LIMIT = Duration.ofSeconds(60);
  private static final long WATCH_EVERY_MS = 200;

  /** Each sign-up and login costs the node a slow hash on purpose: more at once helps nobody. */
  private static final int PREPARED_AT_ONCE =
      Math.max(2, Runtime.getRuntime().availableProcessors());

  private final CliContext context;
  private final NodeProgram program;
  private final Progress progress;
  private final SaleBooks books = new SaleBooks();

  public ShortSale(CliContext context, NodeProgram program) {
    this.context = context;
    this.program = program;
    this.progress = new Progress(context);
  }

  /**
   * Runs it on a node whose data goes away afterwards.
   *
   * @param more the node's configuration as flags
   * @return whether everything holds
   */
  public boolean run(List<String> more) {
    long startNanos = System.nanoTime();
    try (ThrowawayNode throwaway = ThrowawayNode.start(program, more)) {
      progress.done("Node ready after " + since(startNanos) + ".");
      boolean holds = run(throwaway.node().client(books));
      context.out().println((holds ? "All holds; " : "NOT all holds; ") + since(startNanos) + ".");
      return holds;
    }
  }

  /** The sale itself, on whatever server {@code anonymous} speaks to. */
  boolean run(SaleClient anonymous) {
    SaleClient operator = Demonstration.operator(anonymous);
    DemoConcert theatre = DemoConcert.theatre(CAPACITY, SEATS_AT_ONCE, List.of(7));
    ImportedConcert concert =
        operator
            .imports()
            .importConcert(
                theatre.body(context.clock().instant()),
                "once-" + UUID.randomUUID(),
                Upload.UNHEARD);
    progress.done(
        "Imported \"%s\": %d seats, %d buyers admitted at a time."
            .formatted(theatre.title(), concert.totalSeats(), CAPACITY));
    List<Buyer> buyers =
        IntStream.rangeClosed(1, BUYERS)
            .mapToObj(number -> new Buyer(number, concert.concertId(), anonymous, books))
            .toList();
    SaleReport report = new SaleReport(context.out(), books);
    if (!prepare(buyers)) {
      report.printFaults();
      return false;
    }
    long startNanos = System.nanoTime();
    sell(buyers, operator, concert.concertId());
    progress.done("The sale took " + since(startNanos) + ".");
    report.printSold();
    return report.check(operator, concert, buyers);
  }

  private boolean prepare(List<Buyer> buyers) {
    long startNanos = System.nanoTime();
    AtomicInteger ready = new AtomicInteger();
    List<Callable<Void>> tasks =
        buyers.stream()
            .<Callable<Void>>map(
                buyer ->
                    () -> {
                      buyer.prepare();
                      progress.show(
                          "Signing up: %d of %d".formatted(ready.incrementAndGet(), BUYERS));
                      return null;
                    })
            .toList();
    runAll(tasks, PREPARED_AT_ONCE, PREPARATION_LIMIT);
    progress.done(
        "%d of %d buyers signed up, logged in and charged their wallets in %s."
            .formatted(ready.get(), BUYERS, since(startNanos)));
    return ready.get() == BUYERS;
  }

  private void sell(List<Buyer> buyers, SaleClient operator, String concertId) {
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(daemons("watch"));
    try {
      Future<?> watching =
          watch.scheduleWithFixedDelay(
              () -> watch(operator, concertId), 0, WATCH_EVERY_MS, TimeUnit.MILLISECONDS);
      List<Callable<Void>> tasks =
          buyers.stream()
              .<Callable<Void>>map(
                  buyer ->
                      () -> {
                        books.finished(buyer.evening().call());
                        return null;
                      })
              .toList();
      runAll(tasks, BUYERS, SALE_LIMIT);
      watching.cancel(false);
    } finally {
      // Without interrupting: a look that is under way would be taken for a server that is silent.
      watch.shutdown();
    }
    watch(operator, concertId);
  }

  /** A failing look must not end the looking. */
  private void watch(SaleClient operator, String concertId) {
    try {
      QueueStats stats = operator.operations().queue(concertId);
      books.admitted(stats.admitted());
      progress.show(
          "Selling: %d waiting, %d admitted, %d seats sold, %d of %d buyers done"
              .formatted(
                  stats.waiting(), stats.admitted(), books.seats(), books.finished(), BUYERS));
    } catch (RuntimeException e) {
      books.fault("looking at the queue: " + e.getMessage());
    }
  }

  /** Runs all within the limit; what fails or is late is written down as a fault. */
  private void runAll(List<Callable<Void>> tasks, int atOnce, Duration limit) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, daemons("buyer"));
    try {
      for (Future<Void> done : threads.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          done.get();
        } catch (ExecutionException e) {
          books.fault("a buyer failed: " + e.getCause().getMessage());
        } catch (CancellationException e) {
          books.fault("a buyer was not done within " + limit.toSeconds() + " s");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      books.fault("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static String since(long startNanos) {
    return "%.1f s".formatted((System.nanoTime() - startNanos) / 1e9);
  }
}
