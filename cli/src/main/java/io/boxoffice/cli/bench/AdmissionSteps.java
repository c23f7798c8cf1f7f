package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.Arrivals;
import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.client.OperatorClient;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Raises a queue's capacity every second while its buyers poll, and looks how long that takes. */
final class AdmissionSteps {
  /** How many are let in each second. */
  static final int STEP = 100;

  private static final int POLLS_PER_SECOND = 1_000;
  private static final int SECOND_MS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerProcess node;
  private final OperatorClient operator;
  private final WaitingLine line;
  private final Capacity capacity;
  private final HttpClient client = HttpClient.newHttpClient();
  private long checked;

  AdmissionSteps(ServerProcess node, OperatorClient operator, WaitingLine line, Capacity capacity) {
    this.node = node;
    this.operator = operator;
    this.line = line;
    this.capacity = capacity;
  }

  /**
   * Takes some steps that only warm the code, then those that count.
   *
   * @return the times of those that count
   */
  StepTimes run(OpenLoop loop, int warmUp, int steps, long seed) {
    take(loop, warmUp, seed);
    StepTimes before = times();
    take(loop, steps, seed + warmUp);
    return times().since(before);
  }

  /** Answers whose position was right, since others fail {@link #run}. */
  long checked() {
    return checked;
  }

  private void take(OpenLoop loop, int steps, long seed) {
    for (int i = 0; i < steps; i++) {
      CompletableFuture<Void> raised = CompletableFuture.runAsync(this::raise);
      CheckedPolls polls = new CheckedPolls(line, capacity, Long.MAX_VALUE);
      loop.run(
          polls,
          new Arrivals(POLLS_PER_SECOND, seed + i),
          Window.ofMillis(0, SECOND_MS),
          node::cpuNanos);
      checked += polls.requireExact();
      join(raised);
    }
  }

  private void raise() {
    operator.changeQueue(line.concertId(), Map.of("capacity", capacity.ask()));
    capacity.answered();
  }

  private static void join(CompletableFuture<Void> raised) {
    try {
      raised.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private StepTimes times() {
    URI metrics = node.address(1).resolve("/metrics");
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
    try {
      return StepTimes.of(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "The node's metrics do not answer: " + e, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.REFUSED, "Interrupted", null);
    }
  }
}
