package io.boxoffice.store;

/** The statements of {@link ConcertStore}. */
final class ConcertSql {
  private static final String CONCERT =
      """
      select c.*, concert_state(c.state, c.sales_open_at, c.sales_close_at, clock_timestamp()) as state_now,
             epoch_ms(c.sales_open_at) as sales_open_ms, epoch_ms(c.sales_close_at) as sales_close_ms,
             coalesce(p.total_seats, 0) as total_seats, coalesce(p.performances, '[]') as performances
        from concerts c
        left join lateral (
          select sum(total_seats) as total_seats,
                 jsonb_agg(jsonb_build_object('id', id, 'startsAtMs', epoch_ms(starts_at), 'state', state)
                           order by starts_at, id) as performances
            from performances where concert_id = c.id) p on true
      """;

  static final String LIST_CONCERTS =
      CONCERT + " where c.id > $1 and ($2 or c.state <> 'DRAFT') order by c.id limit $3";

  static final String FIND_CONCERT = CONCERT + " where c.id = $1";

  static final String FIND_ON_SALE =
      """
      with living as (
        select id, sales_open_at,
               concert_state(state, sales_open_at, sales_close_at, clock_timestamp()) as state
          from concerts where state <> 'CLOSED')
      select (select id from living where state = 'ON_SALE' order by sales_open_at, id limit 1) as id,
             exists (select from living where state = 'SCHEDULED') as scheduled
      """;

  static final String LIST_PERFORMANCES =
      """
      select p.id, epoch_ms(p.starts_at) as starts_ms, p.total_seats,
             to_char(p.starts_at at time zone c.time_zone, 'YYYY-MM-DD') as day,
             s.available,
             s.available > 0 and p.state = 'OPEN'
               and concert_state(c.state, c.sales_open_at, c.sales_close_at, clock_timestamp()) = 'ON_SALE'
               and clock_timestamp() < p.starts_at + interval '20 minutes' as bookable
        from performances p
        join concerts c on c.id = p.concert_id
        cross join lateral (
          select count(*) as available from seats
           where performance_id = p.id and state <> 'SOLD'
             and (state = 'AVAILABLE' or hold_expires_at <= clock_timestamp())) s
       where p.concert_id = $1
       order by p.starts_at, p.id
      """;

  static final String FIND_PERFORMANCE = "select concert_id from performances where id = $1";

  static final String LIST_SEATS =
      """
      select s.id, s.ordinal, s.zone, s.row_label, s.number, s.category, s.price, s.state, s.version,
             coalesce(r.user_id, 0) as owner_id, coalesce(epoch_ms(s.hold_expires_at), 0) as held_until_ms,
             pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon
        from seats s left join reservations r on r.id = s.reservation_id
       where s.performance_id = $1 order by s.ordinal
      """;

  /**
   * One row without a seat where none changed: the horizon is wanted all the same.
   *
   * <p>The planner does not know the horizons and would reckon with a third of all seats. The
   * offset keeps it from reading them all: each performance's are looked up in the index.
   */
  static final String LIST_CHANGED_SEATS =
      """
      select s.*, coalesce(r.user_id, 0) as owner_id,
             pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon
        from (values (0)) as always
        left join (unnest($1::bigint[], $2::bigint[]) as seen (performance_id, horizon)
                   cross join lateral (
                     select c.performance_id, c.id, c.state, c.version, c.reservation_id,
                            coalesce(epoch_ms(c.hold_expires_at), 0) as held_until_ms
                       from seats c
                      where c.performance_id = seen.performance_id
                        and c.changed_by >= seen.horizon::text::xid8
                     offset 0) s) on true
        left join reservations r on r.id = s.reservation_id
      """;

  /** Who has ever held or owned which seat. */
  static final String LIST_FORMER_OWNERS =
      """
      select coalesce(array_agg(s.seat_id), '{}') as seats, coalesce(array_agg(r.user_id), '{}') as owners
        from reservations r join reservation_seats s on s.reservation_id = r.id
       where r.concert_id = $1 and r.performance_id = $2
      """;

  static final String SWEEP_CONCERTS = "select sweep_concerts()";

  private ConcertSql() {}
}
