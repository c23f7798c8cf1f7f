package io.boxoffice.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.boxoffice.cli.bench.load.Load;
import io.boxoffice.cli.bench.load.StolenTime;
import io.boxoffice.cli.bench.load.Window;
import io.boxoffice.cli.bench.stage.ServerProcess;
import io.boxoffice.cli.bench.stage.Spent;
import io.boxoffice.cli.bench.stage.SqlMessages;
import io.boxoffice.cli.bench.stage.SqlMessages.Offer;
import io.boxoffice.cli.bench.stage.SqlMessages.Order;
import io.boxoffice.cli.bench.stage.SqlMessages.Outcome;
import io.boxoffice.cli.client.RestChannel;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/** A server that asks the database by itself, and the concerts that it does so for. */
final class SqlContender implements Contender {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String name;
  private final ServerProcess server;
  private final LongUnaryOperator concerts;
  private final Runnable settle;
  private long left;

  /**
   * @param concerts makes a fresh one for about so many requests, and gives its id
   * @param settle waits until nothing else is under way
   */
  SqlContender(String name, ServerProcess server, LongUnaryOperator concerts, Runnable settle) {
    this.name = name;
    this.server = server;
    this.concerts = concerts;
    this.settle = settle;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Load offer(double perSecond, long seed, Window window) {
    prepare(Contender.most(perSecond, window));
    settle.run();
    long warmUpMs = window.warmUp().toMillis();
    long measuredMs = window.measured().toMillis();
    long drainMs = window.drain().toMillis();
    tell(new Order(null, new Offer(perSecond, seed, warmUpMs, measuredMs, drainMs)));
    expect(SqlMessages.BEGUN, window.warmUp());
    long before = server.cpuNanos();
    long stolenBefore = StolenTime.nanos();
    expect(SqlMessages.ENDED, window.measured());
    long used = server.cpuNanos() - before;
    long stolen = StolenTime.nanos() - stolenBefore;
    Outcome outcome = read(server.hear(PATIENCE.plus(window.drain())), Outcome.class);
    left = outcome.left();
    return outcome.load(used, stolen);
  }

  private void prepare(long most) {
    while (left < most) {
      long before = left;
      tell(new Order(concerts.applyAsLong(most - left), null));
      left = read(server.hear(PATIENCE), Long.class);
      if (left <= before) {
        throw new IllegalStateException("a fresh concert has nothing to sell");
      }
    }
  }

  private void expect(String word, Duration within) {
    String said = server.hear(PATIENCE.plus(within));
    if (!said.equals(word)) {
      throw new IllegalStateException("the server says " + said + " and not " + word);
    }
  }

  private void tell(Order order) {
    try {
      server.tell(RestChannel.JSON.writeValueAsString(order));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an order that cannot be written as JSON", e);
    }
  }

  private static <T> T read(String line, Class<T> type) {
    try {
      return RestChannel.JSON.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the server says " + line, e);
    }
  }

  @Override
  public Spent spent() {
    return server.spent();
  }

  /** The server itself is another's to stop. */
  @Override
  public void close() {}
}
