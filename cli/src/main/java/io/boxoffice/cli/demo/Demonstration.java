package io.boxoffice.cli.demo;

import io.boxoffice.cli.client.OperatorViews.OperatedConcert;
import io.boxoffice.cli.client.RefusedException;
import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.cli.console.Table;
import io.boxoffice.shared.node.NodeProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * A node with two concerts and ten buyers, kept between runs: whatever is there already is left as
 * it is, so that a second run, or one after a crash, ends the same.
 */
public final class Demonstration {
  /** Where it listens when nobody says otherwise. */
  public static final int DEFAULT_PORT = 8080;

  private static final int DEFAULT_MANAGEMENT_PORT = 8081;
  private static final int BUYERS = 10;
  private static final String BUYER_PASSWORD = "Encore-Buyer-1";
  private static final long BALANCE = 300_000;
  private static final int MAX_CONCERTS = 1_000;
  private static final Set<String> ALIVE = Set.of("SCHEDULED", "ON_SALE", "PAUSED");

  private final CliContext context;
  private final NodeProgram program;

  public Demonstration(CliContext context, NodeProgram program) {
    this.context = context;
    this.program = program;
  }

  /**
   * Serves until the process is told to stop; then it ends the process with code 0.
   *
   * @param port null for the default one, or another where that is taken
   * @param more the node's configuration as flags
   */
  public void serve(Path directory, Integer port, List<String> more) {
    int chosen = choose(port);
    int management =
        DemoNode.free(DEFAULT_MANAGEMENT_PORT) ? DEFAULT_MANAGEMENT_PORT : DemoNode.freePort();
    context.out().println("Starting a node; its data is in " + directory + " ...");
    DemoNode node = DemoNode.start(program, directory, chosen, management, more);
    Thread hook = new Thread(() -> stop(node), "demo-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      furnish(node);
    } catch (RuntimeException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      node.close();
      throw e;
    }
    waitForTheEnd();
  }

  private void furnish(DemoNode node) {
    SaleClient client = node.client((method, path, status, problem) -> {});
    SaleClient operator = operator(client);
    String theatre = offer(operator, DemoConcert.theatre(100, 1, List.of(7, 8, 9)));
    String arena = offer(operator, DemoConcert.arena());
    for (int i = 1; i <= BUYERS; i++) {
      prepareBuyer(client, "buyer" + i);
    }
    String token = client.logIn("buyer1", BUYER_PASSWORD).accessToken();
    welcome(node, theatre, arena, token);
  }

  /** A signal's own exit code would call an orderly end a failure. */
  private void stop(DemoNode node) {
    int exitCode = ExitCode.OK;
    try {
      context.out().println("Stopping ...");
      node.close();
    } catch (CommandFailure e) {
      context.err().println("boxoffice: " + e.getMessage());
      exitCode = ExitCode.REFUSED;
    }
    context.out().flush();
    context.err().flush();
    Runtime.getRuntime().halt(exitCode);
  }

  private int choose(Integer port) {
    if (port != null) {
      if (DemoNode.free(port)) {
        return port;
      }
      throw new CommandFailure(
          ExitCode.REFUSED, "Port " + port + " is taken", "choose another one with --port");
    }
    if (DemoNode.free(DEFAULT_PORT)) {
      return DEFAULT_PORT;
    }
    int other = DemoNode.freePort();
    context
        .out()
        .println("Port " + DEFAULT_PORT + " is taken; using " + other + " (--port chooses).");
    return other;
  }

  /** The operator's client. */
  static SaleClient operator(SaleClient client) {
    return client.as(client.logIn(DemoNode.OPERATOR, DemoNode.OPERATOR_PASSWORD).accessToken());
  }

  private String offer(SaleClient operator, DemoConcert concert) {
    Optional<String> there =
        operator.operations().concerts(MAX_CONCERTS).items().stream()
            .filter(known -> known.title().equals(concert.title()))
            .filter(known -> ALIVE.contains(known.state()))
            .map(OperatedConcert::concertId)
            .findFirst();
    if (there.isPresent()) {
      return there.get();
    }
    byte[] body = concert.body(context.clock().instant());
    ImportedConcert imported =
        operator.imports().importConcert(body, "demo-" + UUID.randomUUID(), Upload.UNHEARD);
    context
        .out()
        .printf(
            "Imported \"%s\": %,d seats in %d performance(s).%n",
            concert.title(), imported.totalSeats(), imported.performances().size());
    return imported.concertId();
  }

  /** Signed up once; the wallet is filled up at each start, so that there is something to spend. */
  private static void prepareBuyer(SaleClient client, String name) {
    try {
      client.signUp(name, BUYER_PASSWORD);
    } catch (RefusedException e) {
      if (!e.is("NAME_TAKEN")) {
        throw e;
      }
    }
    Session session = client.logIn(name, BUYER_PASSWORD);
    SaleClient buyer = client.as(session.accessToken());
    long missing = BALANCE - buyer.wallet().balance();
    if (missing > 0) {
      // Whole thousands: the sandbox gateway plays tricks with amounts that end in 91 or 92.
      buyer.charge((missing + 999) / 1_000 * 1_000, "demo-" + UUID.randomUUID());
    }
  }

  private void welcome(DemoNode node, String theatre, String arena, String token) {
    String url = node.baseUrl();
    String bearer = "-H 'Authorization: Bearer " + token + "'";
    context.out().println();
    Table.of("OPEN", "")
        .row("Buyers' page", url + "/")
        .row("API reference", url + "/docs")
        .row("Health", node.managementUrl() + "/health/ready")
        .row("Metrics", node.managementUrl() + "/metrics")
        .print(context.out());
    context.out().println();
    Table.of("WHO", "PASSWORD", "")
        .row("buyer1 ... buyer" + BUYERS, BUYER_PASSWORD, "%,d won each".formatted(BALANCE))
        .row(DemoNode.OPERATOR, DemoNode.OPERATOR_PASSWORD, "boxoffice login " + DemoNode.OPERATOR)
        .print(context.out());
    context.out().println();
    Table.of("CONCERT", "ID")
        .row("The Glass Orchard (theatre)", theatre)
        .row("Northern Lights Tour (arena)", arena)
        .print(context.out());
    context.out().println();
    context.out().println("Paste these (as buyer1): the concerts, a place in a queue, the wallet");
    context.out().println("curl -s " + url + "/api/v1/concerts");
    context
        .out()
        .println(
            "curl -s -X POST " + bearer + " " + url + "/api/v1/concerts/" + theatre + "/queue");
    context.out().println("curl -s " + bearer + " " + url + "/api/v1/wallet");
    context.out().println();
    context.out().println("Serving. Ctrl-C stops; the data stays.");
    context.out().flush();
  }

  private static void waitForTheEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
