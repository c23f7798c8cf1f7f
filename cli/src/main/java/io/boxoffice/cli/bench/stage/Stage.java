package io.boxoffice.cli.bench.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.tsid.TsidFactory;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import io.boxoffice.shared.node.NodeProgram.NodeStartException;
import io.boxoffice.shared.node.NodeProgram.RunningDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Everything that a benchmark runs on, in a directory of its own: cores, a database beside the
 * driver, nodes and bare servers on their core. What was started last stops first, and nothing is
 * left behind.
 */
public final class Stage implements AutoCloseable {
  private static final String OPERATOR = "operator";
  private static final String PASSWORD = "Encore-Operator-1";
  private static final String FEWER_PASSWORD_ROUNDS = "--auth.password-iterations=30000";
  private static final String HEAP = "2g";
  private static final long FIRST_BUYER = 1_000_000;
  private static final long BALANCE = 10_000_000;
  private static final Duration TOKEN_TTL = Duration.ofDays(1);

  /** A node takes the lowest free number, so that it never makes the same ids. */
  private static final int ID_NODE = 1_023;

  private final TsidFactory ids = TsidFactory.builder().withNodeBits(10).withNode(ID_NODE).build();
  private final CliContext context;
  private final Path directory;
  private final Cores cores;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final String clusterName = "boxoffice-bench-" + UUID.randomUUID();
  private final Thread hook = new Thread(this::stop, "bench-stop");
  private RunningDatabase database;
  private AccessKey key;
  private boolean stopped;
  private long nextBuyer = FIRST_BUYER;

  private Stage(CliContext context, Path directory, Cores cores) {
    this.context = context;
    this.directory = directory;
    this.cores = cores;
  }

  /**
   * Takes the cores and starts the database; where that fails nothing is left behind.
   *
   * @param seed the same seed gives the same tokens' key
   */
  public static Stage set(CliContext context, NodeProgram program, long seed) {
    Path directory;
    try {
      directory = Files.createTempDirectory("boxoffice-bench-");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Cannot make a temporary directory: " + e.getMessage(),
          "make room there, or name another one with -Djava.io.tmpdir");
    }
    Stage stage = new Stage(context, directory, Cores.take());
    Runtime.getRuntime().addShutdownHook(stage.hook);
    try {
      stage.startDatabase(program, seed);
      return stage;
    } catch (RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  private void startDatabase(NodeProgram program, long seed) {
    try {
      database = program.startDatabase(directory.resolve("data"));
    } catch (NodeStartException e) {
      throw new CommandFailure(
          e.exitCode(), "The database cannot start: " + e.getMessage(), "correct that, try again");
    }
    keep(database.shutdown());
    key = AccessKey.make(seed);
    books().addKeys(key);
  }

  private Books books() {
    return new Books(database.jdbcUrl(), database.user(), database.password());
  }

  private synchronized <T extends AutoCloseable> T keep(T started) {
    closing.push(started);
    return started;
  }

  public Cores cores() {
    return cores;
  }

  /** A node on the servers' core, ready. */
  public ServerProcess node() {
    return node("node", clusterName, List.of());
  }

  /**
   * A node on the servers' core in a cluster of its own, so that its queues live nowhere else.
   *
   * @param name of its directory, and the end of its cluster's name
   * @param more settings of it
   */
  public ServerProcess loneNode(String name, List<String> more) {
    return node(name, clusterName + "-" + name, more);
  }

  private ServerProcess node(String name, String cluster, List<String> more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--data.dir=" + directory.resolve(name));
    arguments.add("--database.url=" + database.url());
    arguments.add("--database.user=" + database.user());
    arguments.add("--http.port=0");
    arguments.add("--management.port=0");
    arguments.add("--cluster.port=0");
    arguments.add("--cluster.name=" + cluster);
    arguments.add("--admin.name=" + OPERATOR);
    arguments.add("--log.level=warn");
    arguments.add(FEWER_PASSWORD_ROUNDS);
    arguments.addAll(more);
    Map<String, String> secrets =
        Map.of(
            "BOXOFFICE_DATABASE_PASSWORD",
            database.password(),
            "BOXOFFICE_ADMIN_PASSWORD",
            PASSWORD);
    return keep(ServerProcess.start(cores, HEAP, NodeServer.class, arguments, secrets, ""));
  }

  /** A server on the same core that answers just these. */
  public ServerProcess bareServer(Replies replies) {
    try {
      String line = RestChannel.JSON.writeValueAsString(replies);
      return keep(ServerProcess.start(cores, HEAP, BareServer.class, List.of(), Map.of(), line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("replies that cannot be written as JSON", e);
    }
  }

  /** A server on the same core that asks the database this for these buyers by itself. */
  public ServerProcess sqlServer(SqlMessages.Command command, Crowd crowd, int buyers) {
    SqlMessages.Setup setup =
        new SqlMessages.Setup(
            command, database.url(), database.user(), database.password(), crowd.userId(0), buyers);
    try {
      String line = RestChannel.JSON.writeValueAsString(setup);
      return keep(ServerProcess.start(cores, HEAP, SqlServer.class, List.of(), Map.of(), line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a setup that cannot be written as JSON", e);
    }
  }

  /**
   * A concert's first seats, performance by performance.
   *
   * @return the performance's id and the seat's by turns
   */
  public long[] seats(long concertId, int most) {
    return books().seats(concertId, most);
  }

  /**
   * Has each of a crowd's first buyers hold a seat of a concert, as if they had asked for it.
   *
   * @param places theirs; null where the holds need belong to no place
   * @return their reservations' ids
   */
  public long[] hold(long concertId, Crowd crowd, int buyers, Places places) {
    Long[][] columns = new Long[4][buyers];
    for (int turn = 0; turn < buyers; turn++) {
      int buyer = Crowd.spread(turn, buyers);
      columns[0][turn] = ids.create().toLong();
      columns[1][turn] = crowd.userId(buyer);
      columns[2][turn] = places == null ? 1 : places.epoch(buyer);
      columns[3][turn] = places == null ? turn : places.sequence(buyer);
    }
    books().addHolds(concertId, columns);
    return Arrays.stream(columns[0]).mapToLong(Long::longValue).toArray();
  }

  /** Has the database plan for what it has now. */
  public void analyze() {
    books().analyze();
  }

  /** Operators' calls to a node. */
  public SaleClient operator(ServerProcess node) {
    SaleClient anonymous = SaleClient.anonymous(RestChannel.to(URI.create(base(node))));
    return anonymous.as(anonymous.logIn(OPERATOR, PASSWORD).accessToken());
  }

  private static String base(ServerProcess node) {
    return node.address().toString();
  }

  /** Imports a concert. */
  public ImportedConcert open(SaleClient operator, BenchConcert concert) {
    return operator
        .imports()
        .importConcert(
            concert.body(context.clock().instant()), "bench-" + UUID.randomUUID(), Upload.UNHEARD);
  }

  /** New buyers with access tokens and {@value #BALANCE} won each. */
  public Crowd crowd(int count) {
    long firstId = nextBuyer;
    nextBuyer += count;
    books().addBuyers(firstId, count, BALANCE);
    long nowSeconds = context.clock().instant().getEpochSecond();
    return new Crowd(firstId, count, key, nowSeconds, TOKEN_TTL.toSeconds());
  }

  /** New buyers without tokens and money; gives the first one's id, the others follow on it. */
  public long users(int count) {
    long firstId = nextBuyer;
    nextBuyer += count;
    books().addUsers(firstId, count);
    return firstId;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has run or finds nothing left to do.
      return;
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        context.err().println("boxoffice: a part did not stop in order: " + e.getMessage());
      }
    }
    cores.close();
    delete();
  }

  private void delete() {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      context.err().println("boxoffice: cannot delete " + directory + "; delete it by hand");
    }
  }
}
