package io.boxoffice.store;

import io.boxoffice.shared.id.Tsids;
import io.boxoffice.shared.messages.AdminMessages.Finding;
import io.boxoffice.store.VerifySql.Check;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks the invariants that PostgreSQL keeps, over every row, in one read-only snapshot. */
public final class VerifyStore {
  /** No more findings than this are listed; the first few say enough. */
  public static final int MAX_FINDINGS = 1_000;

  private static final String CONCERT_TARGET = "concert ";

  private final Database database;

  public VerifyStore(Database database) {
    this.database = database;
  }

  /**
   * @param checked how many rows were looked at
   * @param findings at most {@value #MAX_FINDINGS}
   */
  public record StoreCheck(long checked, List<Finding> findings) {
    public StoreCheck {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Runs every check. Reads all rows of the sale, a minute a statement at most; changes nothing and
   * waits for nobody's lock.
   */
  public Future<StoreCheck> check() {
    return database.transaction(
        connection -> {
          List<Finding> findings = new ArrayList<>();
          Future<?> chain = connection.query(VerifySql.SNAPSHOT).execute();
          for (Check check : checks()) {
            chain = chain.compose(done -> run(connection, check, Tuple.tuple(), findings));
          }
          return chain
              .compose(done -> checkLimits(connection, findings))
              .compose(done -> connection.query(VerifySql.COUNT).execute())
              .map(rows -> rows.iterator().next().getLong("checked"))
              .map(checked -> new StoreCheck(checked, findings));
        });
  }

  /** What each check says when it finds something; a test plants one fault for each. */
  static List<String> rules() {
    return Stream.concat(checks().stream(), Stream.of(VerifySql.LIMITS)).map(Check::what).toList();
  }

  private static List<Check> checks() {
    return Stream.concat(VerifySql.SEATS.stream(), VerifyMoneySql.MONEY.stream()).toList();
  }

  private static Future<Void> checkLimits(SqlConnection connection, List<Finding> findings) {
    return connection
        .query(VerifySql.FORMER_LIMITS)
        .execute()
        .compose(rows -> run(connection, VerifySql.LIMITS, formerLimits(rows), findings));
  }

  private static Tuple formerLimits(RowSet<Row> rows) {
    List<Long> concerts = new ArrayList<>();
    List<Integer> held = new ArrayList<>();
    List<Integer> owned = new ArrayList<>();
    for (Row row : rows) {
      String target = row.getString("target");
      OptionalLong concertId =
          target.startsWith(CONCERT_TARGET)
              ? Tsids.parse(target.substring(CONCERT_TARGET.length()))
              : OptionalLong.empty();
      if (concertId.isPresent()) {
        concerts.add(concertId.getAsLong());
        held.add(row.getInteger("max_held_seats"));
        owned.add(row.getInteger("max_seats_per_user"));
      }
    }
    return Tuple.of(
        concerts.toArray(Long[]::new), held.toArray(Integer[]::new), owned.toArray(Integer[]::new));
  }

  private static Future<Void> run(
      SqlConnection connection, Check check, Tuple more, List<Finding> findings) {
    int room = MAX_FINDINGS - findings.size();
    if (room == 0) {
      return Future.succeededFuture();
    }
    Tuple parameters = Tuple.of((long) room);
    for (int i = 0; i < more.size(); i++) {
      parameters.addValue(more.getValue(i));
    }
    return connection
        .preparedQuery(check.sql())
        .execute(parameters)
        .map(
            rows -> {
              rows.forEach(row -> findings.add(finding(check, row)));
              return null;
            });
  }

  private static Finding finding(Check check, Row row) {
    StringBuilder detail = new StringBuilder(check.subject()).append(' ').append(id(row, "id"));
    if (row.getLong("other") != null) {
      detail.append(", ").append(check.other()).append(' ').append(id(row, "other"));
    }
    return new Finding(
        check.what(), detail.append(": ").append(row.getString("detail")).toString());
  }

  private static String id(Row row, String column) {
    Long id = row.getLong(column);
    return id == null ? "unknown" : Tsids.format(id);
  }
}
