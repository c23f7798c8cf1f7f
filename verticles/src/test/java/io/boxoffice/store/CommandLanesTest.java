package io.boxoffice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxoffice.support.ScriptedSql;
import io.boxoffice.support.ScriptedSql.Statement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CommandLanesTest {
  private final IllegalStateException failure = new IllegalStateException("lost");

  /** Answers and failures in any order: no lane ever gets a statement while another has fewer. */
  @Property(tries = 200)
  void aStatementGoesToTheLaneWithTheFewestUnderWay(
      @ForAll @IntRange(min = 1, max = 6) int lanes, @ForAll long seed) {
    Random random = new Random(seed);
    List<ScriptedSql> connections = connections(lanes);
    CommandLanes commands = over(connections);
    for (int step = 0; step < 200; step++) {
      List<Statement> underWay =
          connections.stream()
              .flatMap(lane -> lane.statements().stream())
              .filter(Statement::isUnderWay)
              .toList();
      if (underWay.isEmpty() || random.nextInt(5) > 1) {
        int fewest = connections.stream().mapToInt(ScriptedSql::underWay).min().orElseThrow();
        List<Integer> before = connections.stream().map(ScriptedSql::underWay).toList();

        commands.execute("select 1", Tuple.tuple());

        for (int lane = 0; lane < lanes; lane++) {
          if (connections.get(lane).underWay() > before.get(lane)) {
            assertThat(before.get(lane)).isEqualTo(fewest);
          }
        }
      } else {
        answer(underWay.get(random.nextInt(underWay.size())), random.nextBoolean());
      }
    }
    // However many were answered, and how: the rest is spread as evenly as it ever was.
    connections.stream()
        .flatMap(lane -> lane.statements().stream())
        .filter(Statement::isUnderWay)
        .forEach(Statement::succeed);
    for (int n = 0; n < lanes; n++) {
      commands.execute("select 1", Tuple.tuple());
    }
    assertThat(connections).extracting(ScriptedSql::underWay).containsOnly(1);
  }

  private void answer(Statement statement, boolean failed) {
    if (failed) {
      statement.answer().fail(failure);
    } else {
      statement.succeed();
    }
  }

  @Test
  void aLaneThatStandsStillIsLeftAlone() {
    List<ScriptedSql> connections = connections(2);
    CommandLanes commands = over(connections);
    commands.execute("waits for a row", Tuple.tuple());

    for (int n = 0; n < 10; n++) {
      commands.execute("quick", Tuple.tuple());
      connections.get(1).statements().get(n).succeed();
    }

    assertThat(connections.get(0).statements())
        .extracting(Statement::sql)
        .containsExactly("waits for a row");
  }

  @Test
  void aFailureIsPassedOnAndFreesTheLane() {
    List<ScriptedSql> connections = connections(2);
    CommandLanes commands = over(connections);
    commands.execute("first", Tuple.tuple());
    Future<RowSet<Row>> second = commands.execute("second", Tuple.tuple());

    connections.get(1).statements().get(0).answer().fail(failure);

    assertThat(second.cause()).isSameAs(failure);
    commands.execute("third", Tuple.tuple());
    assertThat(connections.get(1).statements())
        .extracting(Statement::sql)
        .containsExactly("second", "third");
  }

  @Test
  void aStatementGoesWithItsParametersAndBeforeTheAnswersOfOthers() {
    List<ScriptedSql> connections = connections(1);
    CommandLanes commands = over(connections);

    Future<RowSet<Row>> first = commands.execute("first", Tuple.of(1));
    Future<RowSet<Row>> second = commands.execute("second", Tuple.of(2));

    List<Statement> sent = connections.get(0).statements();
    assertThat(sent).extracting(Statement::sql).containsExactly("first", "second");
    assertThat(sent)
        .extracting(statement -> statement.parameters().getInteger(0))
        .containsExactly(1, 2);
    sent.get(0).succeed();
    assertThat(first.succeeded()).isTrue();
    assertThat(second.isComplete()).isFalse();
  }

  @Test
  void closeClosesAllAndEndsWithTheLast() {
    List<ScriptedSql> connections = connections(3);

    Future<Void> closed = over(connections).close();

    assertThat(connections).allMatch(ScriptedSql::isClosing);
    Promise<Void> last = connections.get(1).closed();
    connections.get(2).closed().fail(failure);
    connections.get(0).closed().complete();
    assertThat(closed.isComplete()).isFalse();
    last.complete();
    assertThat(closed.cause()).isSameAs(failure);
  }

  @Test
  void commandsWithoutAConnectionAreRefused() {
    assertThatThrownBy(() -> new CommandLanes(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("commands need a connection");
  }

  private static List<ScriptedSql> connections(int count) {
    return Stream.generate(ScriptedSql::new).limit(count).toList();
  }

  private static CommandLanes over(List<ScriptedSql> connections) {
    return new CommandLanes(connections.stream().map(ScriptedSql::client).toList());
  }
}
