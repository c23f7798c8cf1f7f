package io.boxoffice.faults;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One node: a command line and addresses, which it keeps, and a process, which comes and goes. */
final class FaultyNode {
  private static final int STOP_SECONDS = 60;
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(2);

  /** How a node ends that was asked to: its own code, or the JVM's for SIGTERM. */
  private static final Set<Integer> ORDERLY = Set.of(0, 143);

  private final List<String> command;
  private final Path log;
  private final URI health;
  private final HttpClient http;
  private Process process;

  FaultyNode(List<String> command, Path log, String managementUrl, HttpClient http) {
    this.command = List.copyOf(command);
    this.log = log;
    this.health = URI.create(managementUrl + "/health/ready");
    this.http = http;
  }

  void start(Map<String, String> environment) {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("it runs");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Sends SIGKILL and does not wait; a stopped process dies of it, too. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  void awaitEnd() {
    if (process != null) {
      process.onExit().join();
    }
  }

  /** SIGTERM, and the wait for an orderly end. */
  void stop() {
    // Process.destroy() would close the node's input too, which means that its parent is gone.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("the node did not stop in " + STOP_SECONDS + " s; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (!ORDERLY.contains(process.exitValue())) {
      throw new AssertionError("the node ended with " + process.exitValue() + "; see " + log);
    }
  }

  /** SIGSTOP or SIGCONT. */
  void signal(String name) {
    IpCommand.run(List.of("kill", "-" + name, "" + process.pid()), "");
  }

  /** Whether {@code /health/ready} says yes within 2 s. */
  boolean isReady() {
    return health().getString("status", "").equals("UP");
  }

  /** The body of {@code /health/ready}, or an empty one where there is no answer. */
  JsonObject health() {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(HEALTH_PATIENCE).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new JsonObject(answer.body());
    } catch (IOException e) {
      return new JsonObject();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new JsonObject();
    }
  }

  Path log() {
    return log;
  }
}
