package io.boxoffice.store;

import io.vertx.core.Future;

/** Asks the database for its clock. */
public final class DatabaseTimeStore {
  private static final String NOW_MS =
      "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint";

  private final Database database;

  public DatabaseTimeStore(Database database) {
    this.database = database;
  }

  /** Milliseconds since 1970-01-01T00:00:00Z, cut, not rounded. */
  public Future<Long> nowMs() {
    return database.query(NOW_MS).map(rows -> rows.iterator().next().getLong(0));
  }
}
