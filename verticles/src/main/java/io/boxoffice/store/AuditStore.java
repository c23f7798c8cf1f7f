package io.boxoffice.store;

import io.boxoffice.shared.messages.AdminMessages.AuditEntry;
import io.boxoffice.shared.messages.AdminMessages.AuditFilter;
import io.boxoffice.shared.messages.AdminMessages.AuditPage;
import io.boxoffice.shared.messages.AdminMessages.ListAudit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who changed what, when, from what to what. Entries are only ever added. */
public final class AuditStore {
  private static final int MAX_PAGE = 200;

  private static final String INSERT =
      """
      insert into audit_entries (id, operator_id, action, target, before, after)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String COMPLETE =
      """
      update audit_entries
      set after = $2
      where id = $1
      """;

  private static final String LIST =
      """
      select id, operator_id, action, target, before, after, occurred_at
      from audit_entries
      where id < $1%s
      order by id desc
      limit $2
      """;

  /** A range of the byte order, which an index serves however the statement is planned. */
  private static final String BEGINS =
      "target collate \"C\" >= $%1$d and target collate \"C\" < $%1$d || chr(1114111)";

  private final Database database;

  public AuditStore(Database database) {
    this.database = database;
  }

  /**
   * A change as it is written down; the database adds the time.
   *
   * @param action in upper snake case, such as {@code CHANGE_CONCERT}
   * @param target what kind of thing, a space, and its id as clients see it
   * @param before null where there was nothing
   * @param after null where nothing is left
   */
  public record Change(
      long auditId,
      long operatorId,
      String action,
      String target,
      JsonObject before,
      JsonObject after) {}

  /** Writes the change down in the transaction that makes it. */
  public Future<Void> insert(SqlConnection connection, Change change) {
    return connection.preparedQuery(INSERT).execute(row(change)).mapEmpty();
  }

  /** Writes a change down before it is made, where it is made outside this database. */
  public Future<Void> insert(Change change) {
    return database.query(INSERT, row(change)).mapEmpty();
  }

  /** Adds how a change ended that was written down before it was made. */
  public Future<Void> complete(long auditId, JsonObject after) {
    return database.query(COMPLETE, Tuple.of(auditId, after)).mapEmpty();
  }

  /** Entries as {@link ListAudit} asks for them; its limit is cut to 1 to 200. */
  public Future<AuditPage> list(ListAudit query) {
    int size = Math.max(1, Math.min(query.limit(), MAX_PAGE));
    Tuple parameters = Tuple.of(query.beforeId(), size + 1);
    StringBuilder conditions = new StringBuilder();
    AuditFilter filter = query.filter();
    narrow(conditions, parameters, "operator_id = $%1$d", filter.operatorId());
    narrow(conditions, parameters, "action = $%1$d", filter.action());
    narrow(conditions, parameters, BEGINS, filter.target());
    return database.query(LIST.formatted(conditions), parameters).map(rows -> page(rows, size));
  }

  /** One statement a set of filters: a condition for all of them would find no index. */
  private static void narrow(
      StringBuilder conditions, Tuple parameters, String condition, Object value) {
    if (value != null) {
      parameters.addValue(value);
      conditions.append("\n  and ").append(condition.formatted(parameters.size()));
    }
  }

  private static Tuple row(Change change) {
    Objects.requireNonNull(change.action());
    return Tuple.of(
        change.auditId(),
        change.operatorId(),
        change.action(),
        change.target(),
        change.before(),
        change.after());
  }

  private static AuditPage page(RowSet<Row> rows, int size) {
    List<AuditEntry> entries = new ArrayList<>(rows.size());
    rows.forEach(row -> entries.add(entry(row)));
    if (entries.size() <= size) {
      return new AuditPage(entries, null);
    }
    List<AuditEntry> shown = entries.subList(0, size);
    return new AuditPage(shown, shown.get(size - 1).auditId());
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        row.getLong("id"),
        row.getLong("operator_id"),
        row.getString("action"),
        row.getString("target"),
        row.getJsonObject("before"),
        row.getJsonObject("after"),
        row.getOffsetDateTime("occurred_at").toInstant().toEpochMilli());
  }
}
