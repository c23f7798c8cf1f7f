package io.boxoffice.cli.bench.stage;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server in a process of its own, on the servers' core, with the flags of this JVM and a heap of
 * its own. It ends when its standard input does, and so with this process, however that ends.
 */
public final class ServerProcess implements AutoCloseable {
  /** What it prints once it serves, before its addresses. */
  static final String READY = "SERVING ";

  /** What comes before what it says later. */
  private static final String SAID = "SAYS ";

  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 30;

  private final Process process;

  /** What it has said and nobody has heard; an empty one after its end. */
  private final BlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();

  private List<String> addresses;
  private volatile String lastWords = "nothing";

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param main has a {@code main} that ends up in {@link #serve}
   * @param input what it reads before it starts; one line
   */
  static ServerProcess start(
      Cores cores,
      String heap,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      String input) {
    List<String> command = new ArrayList<>(cores.server());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // All of it from the start: while a heap grows, garbage is collected some times a second, and
    // where a page is touched for the first time, the collection waits for the kernel.
    command.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch"));
    command.addAll(flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        ServerProcess server = new ServerProcess(process);
        server.addresses = server.awaitReady(input);
        return server;
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException e) {
      throw failure("it cannot be started: " + e.getMessage());
    }
  }

  /** This JVM's own flags, without its heap, its agents and what the terminal is. */
  private static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Dboxoffice.") && !flag.startsWith("-Dsurefire"))
        .filter(flag -> flag.startsWith("-D") || flag.startsWith("-XX:") || flag.startsWith("--"))
        .toList();
  }

  private List<String> awaitReady(String input) throws IOException {
    write(input);
    CompletableFuture<List<String>> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(ready), "bench-server-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw failure("it does not get ready in " + START_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted");
    }
  }

  private void write(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** To the end, since a full pipe would stall the server. */
  private void read(CompletableFuture<List<String>> ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(List.of(line.substring(READY.length()).split(" ", -1)));
        } else if (line.startsWith(SAID)) {
          said.add(Optional.of(line.substring(SAID.length())));
        } else {
          lastWords = line;
        }
      }
      ready.completeExceptionally(new IOException(endedSaying()));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    } finally {
      said.add(Optional.empty());
    }
  }

  private String endedSaying() {
    return "it has ended; its last words: " + lastWords;
  }

  /** Tells it one line; only for a server that obeys. */
  public void tell(String line) {
    try {
      write(line);
    } catch (IOException e) {
      throw failure("it does not listen: " + e.getMessage());
    }
  }

  /** The next line that it says, which takes no longer than this. */
  public String hear(Duration atMost) {
    try {
      Optional<String> line = said.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw failure("it says nothing for " + atMost.toSeconds() + " s");
      }
      return line.orElseThrow(() -> failure(endedSaying()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted");
    }
  }

  private static CommandFailure failure(String what) {
    return new CommandFailure(ExitCode.REFUSED, "A server process fails: " + what, null);
  }

  /** Takes what a server's parent tells it. */
  @FunctionalInterface
  interface Obedience {
    void obey(String line) throws IOException;
  }

  /** For the process itself: says something that its parent can {@link #hear}. */
  static void say(String line) {
    print(SAID + line);
  }

  @SuppressWarnings("SystemOut") // The parent reads it.
  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** For the process itself: says where it serves, and ends with its standard input. */
  static void serve(String addresses, AutoCloseable server) {
    serve(addresses, line -> {}, server);
  }

  /** The same for a server that is told things. */
  static void serve(String addresses, Obedience orders, AutoCloseable server) {
    print(READY + addresses);
    int code = 0;
    try {
      for (String line = NodeServer.readLine(); line != null; line = NodeServer.readLine()) {
        orders.obey(line);
      }
      server.close();
    } catch (Exception e) {
      print("failed: " + e);
      code = 1;
    }
    Runtime.getRuntime().halt(code);
  }

  /** The address that it named first. */
  public URI address() {
    return URI.create(addresses.get(0));
  }

  /** The n-th address that it named, from 0. */
  public URI address(int index) {
    return URI.create(addresses.get(index));
  }

  /** The same for sockets. */
  public InetSocketAddress socket() {
    return new InetSocketAddress(address().getHost(), address().getPort());
  }

  public long pid() {
    return process.pid();
  }

  /** The processor time of all its threads so far, the collector's included; in ticks of 10 ms. */
  public long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** {@link #cpuNanos} without {@link #compilerNanos}. */
  public long workNanos() {
    return Math.max(0, cpuNanos() - compilerNanos());
  }

  /** The part of {@link #cpuNanos} in which code was compiled; 0 where the system does not tell. */
  public long compilerNanos() {
    return Compilers.cpuNanos(pid());
  }

  public Spent spent() {
    return new Spent(cpuNanos(), compilerNanos());
  }

  /**
   * The bytes of its heap that live objects take, after a full collection that stops it for about a
   * second; empty where this is a runtime without the JDK's tools.
   */
  public OptionalLong liveHeapBytes() {
    return LiveHeap.bytes(pid());
  }

  /** Stops it in order; where that takes too long, at once. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
