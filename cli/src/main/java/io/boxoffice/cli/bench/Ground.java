package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.load.OpenLoop;
import io.boxoffice.cli.bench.load.Requests;
import io.boxoffice.cli.bench.stage.BenchConcert;
import io.boxoffice.cli.bench.stage.Crowd;
import io.boxoffice.cli.bench.stage.Places;
import io.boxoffice.cli.bench.stage.Sample;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Stage;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.client.SaleClient;
import io.boxoffice.cli.client.Views.ImportedConcert;
import io.boxoffice.cli.client.Views.Seat;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** What the trials of one run share: a node, an operator and a crowd. */
final class Ground {
  /** The hall whose seat list is measured. */
  static final int HALL = 1_000;

  private static final int FEW_SEATS = 50;
  private static final int FEW_ADMITTED = 10;
  static final int MOST_ADMITTED = 200_000;

  /** Processor times come in ticks of 10 ms. */
  private static final long LOOK_NANOS = 200_000_000;

  private static final double IDLE_SHARE = 0.15;
  private static final long MOST_SETTLING_NANOS = 10_000_000_000L;

  private final Stage stage;
  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final ServerProcess node;
  private final SaleClient operator;
  private final Crowd crowd;
  private ImportedConcert hall;
  private Places admitted;

  Ground(Stage stage, BenchSettings settings, Consumer<String> progress) {
    this(stage, stage.node(), settings, progress);
  }

  private Ground(
      Stage stage, ServerProcess node, BenchSettings settings, Consumer<String> progress) {
    this.stage = stage;
    this.settings = settings;
    this.progress = progress;
    this.node = node;
    operator = stage.operator(node);
    progress.accept("Node ready; signing tokens for %,d buyers.".formatted(settings.buyers()));
    crowd = stage.crowd(settings.buyers());
  }

  /** Another crowd on another stage, with this node there. */
  Ground on(Stage other, ServerProcess itsNode) {
    return new Ground(other, itsNode, settings, progress);
  }

  Stage stage() {
    return stage;
  }

  BenchSettings settings() {
    return settings;
  }

  ServerProcess node() {
    return node;
  }

  SaleClient operator() {
    return operator;
  }

  Crowd crowd() {
    return crowd;
  }

  void say(String line) {
    progress.accept(line);
  }

  /** A concert with few seats whose queue hardly moves. */
  String smallConcert() {
    return stage.open(operator, new BenchConcert("Queue", FEW_SEATS, 1, FEW_ADMITTED)).concertId();
  }

  /** A concert with {@value #HALL} seats; the same one each time. */
  ImportedConcert hall() {
    admitted();
    return hall;
  }

  /**
   * Waits until the node has no more work than it always has, so that one side's turn does not
   * disturb the other's.
   */
  void settle() {
    long began = System.nanoTime();
    double share = 1;
    while (share > IDLE_SHARE && System.nanoTime() - began < MOST_SETTLING_NANOS) {
      long before = node.cpuNanos();
      long from = System.nanoTime();
      pause(LOOK_NANOS);
      share = (double) (node.cpuNanos() - before) / (System.nanoTime() - from);
    }
    if (share > IDLE_SHARE) {
      say("The node does not settle: it uses %.0f %% of its core.".formatted(share * 100));
    }
  }

  private static void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** The crowd's places in the hall's queue, all of them admitted. */
  Places admitted() {
    if (admitted == null) {
      int capacity = Math.min(MOST_ADMITTED, crowd.size());
      hall = stage.open(operator, new BenchConcert("Hall", HALL, 1, capacity));
      admitted = join(hall.concertId());
    }
    return admitted;
  }

  /** Has the whole crowd join. */
  Places join(String concertId) {
    long began = System.nanoTime();
    Places places = new Places(crowd, concertId);
    long joined = askAll(new Joins(crowd, List.of(concertId), places));
    if (joined != crowd.size()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Only %,d of %,d buyers could join".formatted(joined, crowd.size()),
          null);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    say("%,d buyers joined in %.1f s.".formatted(crowd.size(), seconds));
    return places;
  }

  /** Has the crowd's first buyer hold so many seats, and gives their ids. */
  List<String> takeSeats(String performanceId, int count) {
    SaleClient buyer =
        SaleClient.anonymous(RestChannel.to(node.address())).as(text(crowd.accessToken(0)));
    String place = text(admitted().token(0));
    List<String> seats =
        buyer.seats(performanceId, "AVAILABLE", place).seats().stream()
            .limit(count)
            .map(Seat::seatId)
            .toList();
    buyer.hold(performanceId, seats, place, UUID.randomUUID().toString());
    return seats;
  }

  /** Asks once for each of the crowd: its tokens are known then, as most of them are in a sale. */
  void greet(Requests requests) {
    askAll(new Few(requests, crowd.size()));
  }

  /** Has the node answer all; gives how many were served. */
  long askAll(Requests requests) {
    try (OpenLoop loop = new OpenLoop(node.socket(), settings.connections())) {
      return loop.runAll(requests);
    }
  }

  /**
   * One answer of the node to the crowd's last buyer.
   *
   * @param places null for a request that wants none
   * @param more headers beyond the tokens
   * @param body null for none
   */
  Sample sample(String method, String path, Places places, Map<String, String> more, String body) {
    int buyer = crowd.size() - 1;
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Authorization", "Bearer " + text(crowd.accessToken(buyer)));
    if (places != null) {
      headers.put("Queue-Token", text(places.token(buyer)));
    }
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    Sample sample = Sample.of(node.address(), method, path, headers, bytes);
    say("Its answer, and so the yardstick's: " + sample.describe());
    return sample;
  }

  private static String text(byte[] token) {
    return new String(token, StandardCharsets.US_ASCII);
  }
}
