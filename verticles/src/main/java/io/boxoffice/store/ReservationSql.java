package io.boxoffice.store;

/** The statements of {@link ReservationStore}. */
final class ReservationSql {
  static final String HOLD_SEATS =
      "select hold_seats($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7, $8, $9, $10, $11, $12)";

  static final String PAY_RESERVATION =
      "select pay_reservation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

  static final String HOLD_SEATS_EACH =
      "select hold_seats_each($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

  static final String PAY_RESERVATION_EACH =
      "select pay_reservation_each($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

  static final String RELEASE_RESERVATION = "select release_reservation($1, $2)";

  static final String RELEASE_HOLDS = "select release_holds($1, $2)";

  static final String WITHDRAW_HOLD = "select withdraw_hold($1, $2, $3, $4, $5)";

  static final String EXPIRE_HOLDS = "select expire_holds($1)";

  static final String STORED_ANSWER =
      """
      update idempotency_keys set repeated = repeated or body_hash = $5
       where user_id = $1 and key = $2 and path = $3 and method = $4
      returning result, body_hash
      """;

  private static final String RESERVATION =
      """
      select reservation_json(r.id)
               || jsonb_build_object('state',
                    case when r.state = 'HELD' and r.expires_at <= clock_timestamp() then 'EXPIRED'
                         else r.state end) as reservation,
             epoch_ms(clock_timestamp()) as now_ms
        from reservations r
      """;

  static final String FIND_RESERVATION = RESERVATION + " where r.id = $1 and r.user_id = $2";

  /** The reservation and its payment's changes as one statement sees them. */
  static final String RESERVATION_HISTORY =
      """
      select reservation.*,
             (select coalesce(jsonb_agg(change order by change_id), '[]')
                from (select h.id as change_id,
                             jsonb_build_object('state', h.state,
                               'transactionKey', h.transaction_key,
                               'occurredAtMs', epoch_ms(h.occurred_at),
                               'updatedAtMs', epoch_ms(h.updated_at)) as change
                        from payments p join payment_history h on h.payment_id = p.id
                       where p.reservation_id = $1
                       order by h.id limit 100) changes) as history
        from (%s where r.id = $1) reservation
      """
          .formatted(RESERVATION);

  static final String LIST_RESERVATIONS =
      RESERVATION
          + """
             where ($1::bigint is null or r.user_id = $1)
               and ($2::bigint is null or r.concert_id = $2)
               and ($3::text is null or $3 =
                    case when r.state = 'HELD' and r.expires_at <= clock_timestamp() then 'EXPIRED'
                         else r.state end)
               and r.id < $4
             order by r.id desc limit $5
            """;

  /** Holds young enough that the extension of their admission may have been lost. */
  static final String LIST_YOUNG_HOLDS =
      """
      select id, user_id, concert_id, queue_epoch, queue_sequence,
             epoch_ms(expires_at) as expires_ms
        from reservations
       where state = 'HELD' and expires_at > clock_timestamp()
         and created_at > clock_timestamp() - interval '20 seconds'
       order by created_at desc limit 1000
      """;

  /** Paid, and nothing left that its user still holds there: the place is to be completed. */
  static final String LIST_UNSETTLED =
      """
      select id, user_id, concert_id, queue_epoch, queue_sequence
        from reservations r
       where state = 'CONFIRMED' and not settled
         and ended_at < clock_timestamp() - interval '2 seconds'
         and not exists (
               select 1 from reservations h
                where h.user_id = r.user_id and h.concert_id = r.concert_id and h.state = 'HELD'
                  and h.expires_at > clock_timestamp())
       order by ended_at limit 200
      """;

  static final String SETTLE =
      "update reservations set settled = true where id = any ($1) and not settled";

  private ReservationSql() {}
}
