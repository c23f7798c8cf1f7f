package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.store.Database;
import io.boxoffice.store.ReservationStore;
import io.boxoffice.support.ScriptedSql;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which notes go in which statement, with timers that a test lets off. */
class SettlementsTest {
  private static final int MOST = 500;

  private final Queue<Handler<Long>> timers = new ArrayDeque<>();
  private final ScriptedSql sql = new ScriptedSql();
  private final Settlements settlements =
      new Settlements(vertx(), new ReservationStore(new Database(sql.pool())));

  private Vertx vertx() {
    return (Vertx)
        Proxy.newProxyInstance(
            Vertx.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("setTimer")) {
                throw new UnsupportedOperationException(method.getName());
              }
              @SuppressWarnings("unchecked")
              Handler<Long> timer = (Handler<Long>) arguments[1];
              timers.add(timer);
              return (long) timers.size();
            });
  }

  private void nextTimer() {
    timers.remove().handle(0L);
  }

  private void add(LongStream reservationIds) {
    reservationIds.forEach(settlements::add);
  }

  private List<Long[]> written() {
    return sql.statements().stream()
        .map(statement -> statement.parameters().getArrayOfLongs(0))
        .toList();
  }

  @Test
  void whatComesTogetherGoesInOneStatement() {
    add(LongStream.of(3, 1, 2));
    assertThat(written()).isEmpty();
    assertThat(timers).hasSize(1);

    nextTimer();

    assertThat(written()).containsExactly(new Long[] {1L, 2L, 3L});
  }

  @Test
  void whatComesLaterGetsAStatementOfItsOwn() {
    add(LongStream.of(1));
    nextTimer();
    add(LongStream.of(2));
    assertThat(written()).hasSize(1);

    nextTimer();

    assertThat(written()).containsExactly(new Long[] {1L}, new Long[] {2L});
    assertThat(timers).isEmpty();
  }

  @Test
  void aStatementThatIsFullWaitsForNoTimer() {
    add(LongStream.range(0, MOST - 1));
    assertThat(written()).isEmpty();

    add(LongStream.of(MOST - 1));

    assertThat(written()).hasSize(1);
    assertThat(written().get(0)).hasSize(MOST);
  }

  /**
   * The timer of a statement that went early writes what is there by then, and nothing of it twice.
   */
  @Test
  void aTimerThatFindsNothingLeftWritesNothing() {
    add(LongStream.range(0, MOST));
    add(LongStream.of(MOST));
    assertThat(timers).hasSize(2);

    nextTimer();
    nextTimer();

    assertThat(written()).extracting(ids -> ids.length).containsExactly(MOST, 1);
  }

  @Test
  void aNoteThatIsLostIsLeftToTheSweepAndHoldsUpNobody() {
    add(LongStream.of(1));
    nextTimer();
    sql.statements().get(0).answer().fail(new IllegalStateException("lost"));
    add(LongStream.of(2));

    nextTimer();

    assertThat(written()).containsExactly(new Long[] {1L}, new Long[] {2L});
  }
}
