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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
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
  private static final String FEW_PASSWORD_ROUNDS = "30000";
  private static final String HEAP = "2g";
  private static final long FIRST_BUYER = 1_000_000;
  private static final long BALANCE = 10_000_000;
  private static final Duration TOKEN_TTL = Duration.ofDays(1);

  /** A node takes the lowest free number, so that it never makes the same ids. */
  private static final int ID_NODE = 1_023;

  private final TsidFactory ids = TsidFactory.builder().withNodeBits(10).withNode(ID_NODE).build();
  private final CliContext context;
  private final NodeProgram program;
  private final long seed;
  private final Path directory;
  private final Cores cores;
  private final Deque<AutoCloseable> closing = new ArrayDeque<>();
  private final String clusterName = "boxoffice-bench-" + UUID.randomUUID();
  private final Thread hook = new Thread(this::stop, "bench-stop");
  private RunningDatabase database;
  private AccessKey key;
  private boolean stopped;
  private long nextBuyer = FIRST_BUYER;
  private int nodes;

  private Stage(CliContext context, NodeProgram program, long seed, Path directory, Cores cores) {
    this.context = context;
    this.program = program;
    this.seed = seed;
    this.directory = directory;
    this.cores = cores;
  }

  /**
   * Takes the cores and starts the database; where that fails nothing is left behind.
   *
   * @param seed the same seed gives the same tokens' key
   * @param awake whether to keep the cores awake
   */
  public static Stage set(CliContext context, NodeProgram program, long seed, boolean awake) {
    Stage stage = new Stage(context, program, seed, newDirectory(), Cores.take(awake));
    stage.keep(stage.cores);
    Runtime.getRuntime().addShutdownHook(stage.hook);
    stage.startDatabase();
    return stage;
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("boxoffice-bench-");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Cannot make a temporary directory: " + e.getMessage(),
          "make room there, or name another one with -Djava.io.tmpdir");
    }
  }

  /**
   * Another one on the same cores, with a database of its own, so that its nodes and this one's
   * know nothing of each other. It ends with this one, or before.
   */
  public Stage another() {
    Stage other = keep(new Stage(context, program, seed, newDirectory(), cores));
    other.startDatabase();
    return other;
  }

  /** Where that fails nothing is left behind. */
  private void startDatabase() {
    try {
      start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start() {
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
    return node(Map.of());
  }

  /**
   * The same.
   *
   * @param others settings that it has instead of the usual ones, by their names
   */
  public ServerProcess node(Map<String, String> others) {
    nodes++;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("data.dir", directory.resolve("node" + nodes).toString());
    settings.put("database.url", database.url());
    settings.put("database.user", database.user());
    settings.put("http.port", "0");
    settings.put("management.port", "0");
    settings.put("cluster.port", "0");
    settings.put("cluster.name", clusterName);
    settings.put("admin.name", OPERATOR);
    settings.put("log.level", "warn");
    settings.put("auth.password-iterations", FEW_PASSWORD_ROUNDS);
    settings.putAll(others);
    List<String> arguments =
        settings.entrySet().stream()
            .map(each -> "--" + each.getKey() + "=" + each.getValue())
            .toList();
    Map<String, String> secrets =
        Map.of(
            "BOXOFFICE_DATABASE_PASSWORD",
            database.password(),
            "BOXOFFICE_ADMIN_PASSWORD",
            PASSWORD);
    return keep(ServerProcess.start(cores, HEAP, NodeServer.class, arguments, secrets, ""));
  }

  /**
   * A node in a cluster of its own, so that its queues live nowhere else.
   *
   * @param others as for {@link #node(Map)}
   */
  public ServerProcess loneNode(Map<String, String> others) {
    Map<String, String> settings = new LinkedHashMap<>(others);
    settings.put("cluster.name", clusterName + "-" + (nodes + 1));
    return node(settings);
  }

  /** A port that nobody listens at just now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.REFUSED, "No port is free: " + e.getMessage(), null);
    }
  }

  /** A way to the database that can be made slow. */
  public SlowLink slowLink() {
    return keep(SlowLink.to(database.url()));
  }

  /** Reads the database, past all nodes. */
  public Records records() {
    return new Records(database.jdbcUrl(), database.user(), database.password());
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
