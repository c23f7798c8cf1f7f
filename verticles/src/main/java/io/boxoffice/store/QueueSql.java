package io.boxoffice.store;

/** The statements of {@link QueueStore}. */
final class QueueSql {
  private static final String CONCERT =
      """
      select id, queue_epoch, queue_revision, queue_sequences, queue_started, capacity, admit_per_minute, queue_paused, waiting_ttl_seconds,
             admission_ttl_seconds, max_waiting,
             concert_state(state, sales_open_at, sales_close_at, clock_timestamp()) as state_now,
             epoch_ms(sales_open_at) as sales_open_ms, epoch_ms(sales_close_at) as sales_close_ms
        from concerts
      """;

  static final String FIND_CONCERT = CONCERT + " where id = $1";

  static final String LIST_CONCERTS =
      CONCERT
          + """
           where sales_close_at > clock_timestamp() - interval '26 hours'
           order by id
           limit $1
          """;

  static final String RESERVE_SEQUENCES =
      """
      update concerts set queue_sequences = queue_sequences + $2 where id = $1
      returning queue_sequences
      """;

  static final String LIST_HOLDERS =
      """
      select distinct on (r.user_id)
             r.user_id, r.queue_sequence, epoch_ms(r.created_at) as held_ms,
             epoch_ms(r.expires_at) as expires_ms
        from reservations r
        join concerts c on c.id = r.concert_id and c.queue_epoch = r.queue_epoch
       where r.concert_id = $1 and r.state = 'HELD' and r.expires_at > clock_timestamp()
       order by r.user_id, r.expires_at desc, r.id desc
      """;

  static final String MARK_STARTED =
      "update concerts set queue_started = true where id = $1 and not queue_started";

  /** Those whose user holds something else from the same place are among the holders, too. */
  static final String LIST_PAID =
      """
      select distinct r.queue_sequence
        from reservations r
        join concerts c on c.id = r.concert_id and c.queue_epoch = r.queue_epoch
       where r.concert_id = $1 and r.state = 'CONFIRMED'
         and not exists (select 1 from reservations h
                          where h.concert_id = r.concert_id and h.queue_epoch = r.queue_epoch
                            and h.queue_sequence = r.queue_sequence and h.state = 'HELD'
                            and h.user_id = r.user_id and h.expires_at > clock_timestamp())
      """;

  private QueueSql() {}
}
