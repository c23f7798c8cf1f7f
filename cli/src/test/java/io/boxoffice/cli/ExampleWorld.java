package io.boxoffice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.Place;
import io.boxoffice.cli.client.Views.SeatMap;
import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.shared.node.NodeProgram.NodeStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Where the lines of the help and the README are true: a live node, an operator who is logged in, a
 * buyer with a place and a hold, the files that are named. Lines are run by bash as they are
 * written, with real ids in the place of the printed ones.
 */
final class ExampleWorld implements AutoCloseable {
  record Outcome(int exitCode, String output) {}

  private static final String BUYER = "minji";
  private static final long LIMIT_SECONDS = 60;
  private static final long SERVE_SECONDS = 120;

  private final Path directory;
  private final LiveNode node;
  private final SaleClient anonymous;
  private final SaleClient operator;
  private final SaleClient buyer;
  private final String buyerId;
  private final String accessToken;
  private final byte[] credentials;

  private ExampleWorld(Path directory, LiveNode node) throws IOException {
    this.directory = directory;
    this.node = node;
    this.anonymous = SaleClient.anonymous(RestChannel.to(URI.create(node.url())));
    this.operator =
        anonymous.as(anonymous.logIn(LiveNode.OPERATOR, LiveNode.PASSWORD).accessToken());
    anonymous.signUp(BUYER, LiveNode.PASSWORD);
    Session session = anonymous.logIn(BUYER, LiveNode.PASSWORD);
    this.buyer = anonymous.as(session.accessToken());
    this.buyerId = session.userId();
    this.accessToken = session.accessToken();
    writeFiles();
    Outcome login = bash("boxoffice login operator", "");
    if (login.exitCode() != 0) {
      throw new IllegalStateException(login.output());
    }
    this.credentials = Files.readAllBytes(credentialsFile());
  }

  static ExampleWorld on(Path directory) throws IOException, NodeStartException {
    LiveNode node =
        LiveNode.start(
            directory.resolve("data"), "--classic.enabled=true", "--classic.trust-user-id=true");
    try {
      return new ExampleWorld(directory, node);
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private Path credentialsFile() {
    return directory.resolve(".config/boxoffice/credentials.json");
  }

  private void writeFiles() throws IOException {
    byte[] plan = getClass().getResourceAsStream("/demo/theatre.json").readAllBytes();
    Files.write(directory.resolve("theatre.json"), plan);
    Files.write(directory.resolve("concert.json"), concert(plan));
    Files.writeString(directory.resolve("secret.txt"), LiveNode.PASSWORD + "\n");
    Path tool = directory.resolve("bin/boxoffice");
    Files.createDirectories(tool.getParent());
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(
        tool,
        """
        #!/bin/sh
        exec '%s' -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' \\
          io.boxoffice.cli.Boxoffice "$@"
        """
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classPath));
    if (!tool.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + tool + " executable");
    }
  }

  private static byte[] concert(byte[] plan) throws IOException {
    ObjectNode body = RestChannel.JSON.createObjectNode();
    body.put("title", "Winter Gala").put("venue", "Old Theatre").put("currency", "KRW");
    body.put("salesOpenAt", "2026-01-01T00:00:00.000Z");
    body.put("salesCloseAt", "2099-12-31T00:00:00.000Z");
    body.putObject("prices").put("Box", 3_000).put("Stalls", 2_000).put("Circle", 1_000);
    body.putArray("performances").addObject().put("startsAt", "2099-12-31T10:30:00.000Z");
    body.set("seatingPlan", RestChannel.JSON.readTree(plan));
    return RestChannel.JSON.writeValueAsBytes(body);
  }

  /** Runs a line among concerts of its own, so that none depends on another. */
  Outcome run(String line) throws IOException {
    Files.write(credentialsFile(), credentials);
    if (!line.contains("0S9WVEN") && !line.contains("minji") && !line.contains("$TOKEN")) {
      return bash(adapted(line), "");
    }
    byte[] body = Files.readAllBytes(directory.resolve("concert.json"));
    ImportedConcert concert =
        operator
            .imports()
            .importConcert(body, "world-" + UUID.randomUUID(), RestChannel.Upload.UNHEARD);
    String performanceId = concert.performances().get(0).performanceId();
    Place place = buyer.join(concert.concertId());
    SeatMap seats = buyer.seats(performanceId, "AVAILABLE", place.token());
    List<String> seat = List.of(seats.seats().get(0).seatId());
    String reservationId =
        buyer
            .hold(performanceId, seat, place.token(), UUID.randomUUID().toString())
            .reservationId();
    String real =
        adapted(line)
            .replace("0S9WVEN28031J", concert.concertId())
            .replace("0S9WVEN2803PF", performanceId)
            .replace("0S9WVEN2803RS", reservationId)
            .replace("0S9WVEN2803AB", buyerId);
    return bash(real, place.token());
  }

  /** What is meant for the reader's own machine leads into this world. */
  private String adapted(String line) {
    if (line.contains("--max-time")) {
      return adaptedStream(line);
    }
    return line.replace("./boxoffice ", "boxoffice ")
        .replace("=... ", "=" + LiveNode.PASSWORD + " ")
        .replace("https://tix.example.com", node.url())
        .replace("http://127.0.0.1:8080", node.url())
        .replace("curl -s ", "curl -sSf ")
        .replace("> /etc/bash_completion.d/", "> ")
        .replace("> /usr/local/share/man/man1/", "> ")
        // The year in the examples comes; theirs is always ahead.
        .replace(" 2027-", " 2099-");
  }

  /** A stream is open until the time is over, which curl says with 28; an event must have come. */
  private String adaptedStream(String line) {
    return "{ "
        + line.replace("http://127.0.0.1:8080", node.url())
            .replace("curl -sN --max-time 60", "curl -sSfN --max-time 2")
        + " || test $? = 28; } | grep '^event: '";
  }

  /** Runs a line that serves until it says that it is ready, and stops it as an operator would. */
  Outcome serve(String line, String ready) throws IOException {
    String adapted =
        adapted(line)
            .replace("/var/lib/boxoffice", "served")
            .replace("/tmp/my-demo", "my-demo")
            .replace("9000", Integer.toString(freePort()));
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec env " + adapted)
            .directory(Files.createTempDirectory(directory, "served").toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    if (line.contains("serve")) {
      environment.put("BOXOFFICE_HTTP_PORT", "0");
      environment.put("BOXOFFICE_MANAGEMENT_PORT", "0");
      environment.put("BOXOFFICE_CLUSTER_PORT", "0");
      environment.put("BOXOFFICE_CLUSTER_NAME", "example-" + UUID.randomUUID());
    }
    Process process = builder.start();
    // A process that says nothing more is ended, so that reading it ends, too.
    CompletableFuture.delayedExecutor(SERVE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    StringBuilder output = new StringBuilder();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String said = reader.readLine();
      while (said != null) {
        output.append(said).append('\n');
        if (said.contains(ready)) {
          // The handle ends it without closing what it still says.
          process.toHandle().destroy();
        }
        said = reader.readLine();
      }
      return new Outcome(process.waitFor(), output.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Outcome bash(String line, String token) throws IOException {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve(".config").toString());
    builder.environment().put("BOXOFFICE_URL", node.url());
    builder.environment().put("BOXOFFICE_PASSWORD", LiveNode.PASSWORD);
    builder.environment().put("TOKEN", token);
    builder.environment().put("ACCESS", accessToken);
    builder
        .environment()
        .merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, "not done within " + LIMIT_SECONDS + " s: " + line);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    node.close();
  }
}
