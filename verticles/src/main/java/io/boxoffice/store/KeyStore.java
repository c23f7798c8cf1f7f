package io.boxoffice.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The keys that sign tokens: the same on every node, made once. */
public final class KeyStore {
  /** Any constant that no other advisory lock of this schema uses: "BOXKEYS" in ASCII. */
  private static final long ADVISORY_LOCK = 0x42_4f_58_4b_45_59_53L;

  private static final String LOCK = "select pg_advisory_xact_lock($1)";

  private static final String READ =
      """
      select kid, kind, private_jwk
      from signing_keys
      order by created_at, kid
      """;

  private static final String INSERT_IF_NONE =
      """
      insert into signing_keys (kid, kind, private_jwk)
      select $1, $2, $3
      where not exists (select 1 from signing_keys where kind = $2)
      on conflict do nothing
      """;

  private final Database database;

  public KeyStore(Database database) {
    this.database = database;
  }

  /** What a key is for. */
  public enum Kind {
    ACCESS_RS256,
    QUEUE_HS256
  }

  /**
   * A key with its private part.
   *
   * @param privateJwk as RFC 7517 writes it; never logged, never sent
   */
  public record SigningKey(String kid, Kind kind, JsonObject privateJwk) {
    @Override
    public String toString() {
      return "SigningKey[" + kid + ", " + kind + "]";
    }
  }

  /** Every key, oldest first; empty in a new database. */
  public Future<List<SigningKey>> readAll() {
    return database.query(READ).map(KeyStore::keys);
  }

  /**
   * Stores each candidate whose kind has no key yet, and gives every key. Whatever number of nodes
   * call at once, each kind gets one key and all get the same answer.
   */
  public Future<List<SigningKey>> insertMissing(List<SigningKey> candidates) {
    return database.transaction(
        connection -> {
          Future<?> chain = connection.preparedQuery(LOCK).execute(Tuple.of(ADVISORY_LOCK));
          for (SigningKey candidate : candidates) {
            chain = chain.compose(done -> insertIfNone(connection, candidate));
          }
          return chain
              .compose(done -> connection.preparedQuery(READ).execute())
              .map(KeyStore::keys);
        });
  }

  private static Future<RowSet<Row>> insertIfNone(SqlConnection connection, SigningKey key) {
    return connection
        .preparedQuery(INSERT_IF_NONE)
        .execute(Tuple.of(key.kid(), key.kind().name(), key.privateJwk()));
  }

  private static List<SigningKey> keys(RowSet<Row> rows) {
    List<SigningKey> keys = new ArrayList<>(rows.size());
    for (Row row : rows) {
      keys.add(
          new SigningKey(
              row.getString("kid"),
              Kind.valueOf(row.getString("kind")),
              row.getJsonObject("private_jwk")));
    }
    return keys;
  }
}
