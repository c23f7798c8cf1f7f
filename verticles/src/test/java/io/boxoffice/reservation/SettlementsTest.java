package io.boxoffice.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.store.Database;
import io.boxoffice.store.ReservationStore;
import io.boxoffice.support.ScriptedSql;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which notes go in which statement, with pauses that a test ends. */
class SettlementsTest {
  private static final int MOST = 500;

  private final Queue<Runnable> pauses = new ArrayDeque<>();
  private final ScriptedSql sql = new ScriptedSql();
  private final Settlements settlements =
      new Settlements(
          pauses::add, new ReservationStore(new Database(sql.pool()), () -> Runnable::run));

  private void nextPauseEnds() {
    pauses.remove().run();
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
    assertThat(pauses).hasSize(1);

    nextPauseEnds();

    assertThat(written()).containsExactly(new Long[] {1L, 2L, 3L});
  }

  @Test
  void whatComesLaterGetsAStatementOfItsOwn() {
    add(LongStream.of(1));
    nextPauseEnds();
    add(LongStream.of(2));
    assertThat(written()).hasSize(1);

    nextPauseEnds();

    assertThat(written()).containsExactly(new Long[] {1L}, new Long[] {2L});
    assertThat(pauses).isEmpty();
  }

  @Test
  void aStatementThatIsFullWaitsForNoPause() {
    add(LongStream.range(0, MOST - 1));
    assertThat(written()).isEmpty();

    add(LongStream.of(MOST - 1));

    assertThat(written()).hasSize(1);
    assertThat(written().get(0)).hasSize(MOST);
  }

  /**
   * The pause before a statement that went early writes what is there by then, and nothing of it
   * twice.
   */
  @Test
  void aPauseThatFindsNothingLeftWritesNothing() {
    add(LongStream.range(0, MOST));
    add(LongStream.of(MOST));
    assertThat(pauses).hasSize(2);

    nextPauseEnds();
    nextPauseEnds();

    assertThat(written()).extracting(ids -> ids.length).containsExactly(MOST, 1);
  }

  @Test
  void aNoteThatIsLostIsLeftToTheSweepAndHoldsUpNobody() {
    add(LongStream.of(1));
    nextPauseEnds();
    sql.statements().get(0).answer().fail(new IllegalStateException("lost"));
    add(LongStream.of(2));

    nextPauseEnds();

    assertThat(written()).containsExactly(new Long[] {1L}, new Long[] {2L});
  }
}
