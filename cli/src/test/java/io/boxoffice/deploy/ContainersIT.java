package io.boxoffice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.SupportViews.Booking;
import io.boxoffice.cli.client.Views.Session;
import io.boxoffice.cli.client.Views.Verification;
import io.boxoffice.deploy.ContainerSale.Bought;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container;

/** The image and the compose file, run: three nodes, their PostgreSQL, and the balancer. */
class ContainersIT {
  private static final int BUYERS = 48;
  private static final int AT_ONCE = 12;
  private static final int PAID_BEFORE_THE_KILL = 12;
  private static final long SEED = 20_261_121;

  private static ComposeFile file;
  private static ComposeStack stack;
  private static String image;
  private static Map<String, String> variables;

  @BeforeAll
  static void start() throws Exception {
    file = ComposeFile.withExampleVariables();
    variables = ComposeFile.exampleVariables();
    Map<String, ComposeFile.Service> database = new TreeMap<>(file.services());
    database.keySet().retainAll(List.of("db"));
    DockerEngine.assumeWith(
        Dockerfile.read().last("FROM").words().get(0), database.get("db").image());
    image = ProjectImage.build();
    stack = new ComposeStack();
    stack.start(database, image, Map.of());
    stack.start(file.nodes(), image, forAShortLife());
  }

  /** Quick passwords, and no more compiling than a minute is worth. */
  private static Map<String, String> forAShortLife() throws Exception {
    String options = Dockerfile.read().environment().get("JDK_JAVA_OPTIONS");
    return Map.of(
        "JDK_JAVA_OPTIONS",
        options + " -XX:TieredStopAtLevel=1",
        "BOXOFFICE_AUTH_PASSWORD_ITERATIONS",
        "1000");
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
    if (image != null) {
      ProjectImage.remove(image);
    }
  }

  private static AnyNode everyNode() {
    return new AnyNode(
        file.nodes().keySet().stream().map(node -> stack.url(node, ComposeStack.HTTP)).toList());
  }

  private static String operator(AnyNode nodes) {
    String password = variables.get("BOXOFFICE_ADMIN_PASSWORD");
    return nodes.call(null, node -> node.logIn("operator", password)).accessToken();
  }

  @Test
  void nodesRunAsNobodyOnAFileSystemThatTheyCannotChange() throws Exception {
    for (String node : file.nodes().keySet()) {
      InspectContainerResponse container = stack.inspect(node);
      assertThat(container.getHostConfig().getReadonlyRootfs()).isTrue();
      assertThat(container.getConfig().getUser())
          .isEqualTo(Dockerfile.read().last("USER").arguments());

      Container.ExecResult id = stack.container(node).execInContainer("id", "-u");
      assertThat(id.getStdout().strip()).isEqualTo("10001");
      assertThat(stack.container(node).execInContainer("touch", "/opt/boxoffice/x").getExitCode())
          .isNotZero();
    }
  }

  @Test
  void theImagesOwnHealthCheckAsksTheNode() throws Exception {
    String script = "/opt/boxoffice/healthcheck";

    assertThat(exec("node1", "bash", script)).isZero();
    assertThat(exec("node1", "bash", script, "/health/ready")).isZero();
    assertThat(exec("node1", "bash", script, "/health/other")).isNotZero();
    assertThat(exec("node1", "env", "BOXOFFICE_MANAGEMENT_PORT=9", "bash", script)).isNotZero();
  }

  private static int exec(String node, String... command) throws Exception {
    return stack.container(node).execInContainer(command).getExitCode();
  }

  @Test
  void theImageIsTheCommandLineTool() throws Exception {
    Container.ExecResult help =
        stack
            .container("node1")
            .execInContainer(
                "java",
                "-cp",
                "/opt/boxoffice/boxoffice-cli.jar:/opt/boxoffice/lib/*",
                "io.boxoffice.cli.Boxoffice",
                "--version");

    assertThat(help.getStdout()).contains("boxoffice " + Deployment.version());
  }

  @Test
  void aSaleGoesOnWhenANodeIsKilledAndLosesNothingThatItAcknowledged() throws Exception {
    AnyNode nodes = everyNode();
    String operator = operator(nodes);
    ContainerSale sale = new ContainerSale(nodes, operator);
    List<Session> buyers = inParallel(buyers(sale));

    List<Bought> bought = inParallel(purchases(sale, buyers));
    stack.startAgain("node2");

    assertThat(bought).hasSize(BUYERS);
    assertThat(bought.stream().flatMap(each -> each.reservation().seats().stream()))
        .extracting(seat -> seat.seatId())
        .doesNotHaveDuplicates();
    Map<String, Booking> kept = new TreeMap<>();
    nodes
        .call(
            operator,
            node -> node.support().reservations(null, sale.concertId(), "CONFIRMED", BUYERS * 2))
        .items()
        .forEach(each -> kept.put(each.reservationId(), each));
    assertThat(kept).hasSize(BUYERS);
    for (Bought each : bought) {
      assertThat(kept.get(each.reservation().reservationId()).userId()).isEqualTo(each.userId());
      assertThat(each.receipt().amount()).isEqualTo(each.reservation().amount());
      long balance = nodes.call(operator, node -> node.support().wallet(each.userId())).balance();
      assertThat(balance).isEqualTo(ContainerSale.MONEY - each.receipt().amount());
    }
    Verification verification = nodes.call(operator, SaleClient::verify);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.ok()).isTrue();
    assertThat(verification.checked()).isGreaterThan(BUYERS);
  }

  private static List<Callable<Session>> buyers(ContainerSale sale) {
    List<Callable<Session>> tasks = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      String name = "crowd-" + i;
      tasks.add(() -> sale.buyer(name));
    }
    return tasks;
  }

  /** The buyer who is so many-th to have paid finds a node killed. */
  private static List<Callable<Bought>> purchases(ContainerSale sale, List<Session> buyers) {
    AtomicInteger paid = new AtomicInteger();
    List<Callable<Bought>> tasks = new ArrayList<>();
    for (int i = 0; i < buyers.size(); i++) {
      Session buyer = buyers.get(i);
      Random random = new Random(SEED + i);
      tasks.add(
          () -> {
            Bought bought = sale.buy(buyer, random);
            if (paid.incrementAndGet() == PAID_BEFORE_THE_KILL) {
              stack.kill("node2");
            }
            return bought;
          });
    }
    return tasks;
  }

  private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(tasks, 3, TimeUnit.MINUTES)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aNodeThatIsToldToStopStopsInOrder() {
    long exitCode = stack.stop("node3", file.services().get("node3"));

    assertThat(stack.container("node3").getLogs()).contains("stopped");
    stack.startAgain("node3");
    // The JVM's own for SIGTERM; 137 would be the SIGKILL after the time for it.
    assertThat(exitCode).isEqualTo(143);
  }

  @Test
  void theBalancerServesWhileANodeIsAway() throws Exception {
    ComposeFile.Service balancer = file.services().get("balancer");
    assumeTrue(
        DockerEngine.has(balancer.image()),
        "the image " + balancer.image() + " cannot be had: its configuration is read, not run");
    stack.start(Map.of("balancer", balancer), "", Map.of());
    AnyNode clients = new AnyNode(List.of(stack.url("balancer", ComposeStack.HTTP)));
    String operator = operator(clients);

    stack.kill("node1");
    try {
      for (int i = 0; i < 20; i++) {
        clients.call(operator, SaleClient::wallet);
      }
    } finally {
      stack.startAgain("node1");
    }
    SaleClient client =
        SaleClient.anonymous(RestChannel.to(stack.url("balancer", ComposeStack.HTTP)));
    assertThat(client.as(operator).wallet().currency()).isEqualTo("KRW");
  }
}
