package io.boxoffice.support;

import io.boxoffice.shared.node.NodeProgram;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.awaitility.Awaitility;

/** A node in a process of its own, with an embedded PostgreSQL in a directory that outlives it. */
public final class NodeProcess {
  private final Process process;
  private final int httpPort;

  private NodeProcess(Process process, int httpPort) {
    this.process = process;
    this.httpPort = httpPort;
  }

  /** What the process runs. */
  public static void main(String[] arguments) {
    System.exit(ServiceLoader.load(NodeProgram.class).findFirst().orElseThrow().serve(arguments));
  }

  /** The begin of a command line: this Java with these flags, this class path, that main class. */
  public static List<String> java(Class<?> main, List<String> jvmFlags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=4");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /** Starts a node and waits until it is ready. */
  public static NodeProcess start(Path dataDir, List<String> flags) {
    int httpPort = freePort();
    int managementPort = freePort();
    List<String> command =
        new ArrayList<>(java(NodeProcess.class, List.of("-Xmx384m", "-XX:TieredStopAtLevel=1")));
    command.addAll(TestNode.commonFlags());
    command.add("--http.port=" + httpPort);
    command.add("--management.port=" + managementPort);
    command.add("--data.dir=" + dataDir);
    command.addAll(flags);
    File log = dataDir.resolveSibling(dataDir.getFileName() + ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
      NodeProcess node = new NodeProcess(process, httpPort);
      Awaitility.await("ready; see " + log)
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> node.isReady(managementPort));
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady(int managementPort) {
    if (!process.isAlive()) {
      throw new AssertionError("the node ended with " + process.exitValue());
    }
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && !new JsonObject(answer.body()).isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** {@code kill -9}: nothing of the node runs after it. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGTERM; gives the exit code. */
  public int stop() {
    process.destroy();
    process.onExit().join();
    return process.exitValue();
  }
}
