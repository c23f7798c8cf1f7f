package io.boxoffice.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.Tuple;
import java.util.OptionalInt;
import java.util.UUID;

/** The leases of the nodes' numbers, on the database's clock. */
public final class NodeLeaseStore {
  /** Two that ask at once may aim at one number: the second finds it taken and gets no row. */
  private static final String ACQUIRE =
      """
      insert into node_leases as l (node_number, holder, expires_at)
      select n, $1, clock_timestamp() + make_interval(secs => $2)
        from generate_series(0, 1023) as n
       where not exists (select 1 from node_leases
                          where node_number = n and expires_at > clock_timestamp())
       order by n
       limit 1
      on conflict (node_number) do update
        set holder = excluded.holder, expires_at = excluded.expires_at
        where l.expires_at <= clock_timestamp()
      returning node_number
      """;

  private static final String RENEW =
      """
      update node_leases
         set expires_at = clock_timestamp() + make_interval(secs => $3)
       where node_number = $1 and holder = $2 and expires_at > clock_timestamp()
      """;

  private static final String RELEASE =
      """
      update node_leases
         set expires_at = clock_timestamp() + interval '1 second'
       where node_number = $1 and holder = $2 and expires_at > clock_timestamp()
      """;

  private final Database database;

  public NodeLeaseStore(Database database) {
    this.database = database;
  }

  /** Leases the lowest number that nobody holds; empty where another took it just now. */
  public Future<OptionalInt> acquire(UUID holder, int seconds) {
    return database
        .query(ACQUIRE, Tuple.of(holder, (double) seconds))
        .map(
            rows -> {
              RowIterator<Row> row = rows.iterator();
              return row.hasNext() ? OptionalInt.of(row.next().getInteger(0)) : OptionalInt.empty();
            });
  }

  /** Extends a lease; false where it has ended or is another's. */
  public Future<Boolean> renew(int number, UUID holder, int seconds) {
    return database
        .query(RENEW, Tuple.of(number, holder, (double) seconds))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Ends a lease a second from now; without effect where it is another's. Idempotent. */
  public Future<Void> release(int number, UUID holder) {
    return database.query(RELEASE, Tuple.of(number, holder)).mapEmpty();
  }
}
