package io.boxoffice.store;

import java.util.List;

/**
 * The statements of {@link VerifyStore}: each finds the rows that break one rule, at most {@code
 * $1} of them, as {@code id}, {@code other} (null where one id says it) and {@code detail}.
 *
 * <p>All run in one snapshot. Where a rule depends on the time, {@code clock_timestamp()} is later
 * than the snapshot and {@code now()} not later: each statement uses the one that cannot raise a
 * false alarm.
 */
final class VerifySql {
  /**
   * A rule.
   *
   * @param what is broken, in a sentence
   * @param subject what {@code id} is the id of
   * @param other what {@code other} is the id of
   */
  record Check(String what, String subject, String other, String sql) {}

  static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only;"
          + " set local statement_timeout = '60s'";

  static final String COUNT =
      """
      select (select count(*) from seats) + (select count(*) from reservations)
        + (select count(*) from reservation_seats) + (select count(*) from wallets)
        + (select count(*) from ledger_entries) + (select count(*) from charges)
        + (select count(*) from payments) as checked
      """;

  /** The limits that an operator has changed since, by the concert's id in the audit's target. */
  static final String FORMER_LIMITS =
      """
      select target, max((before ->> 'maxHeldSeats')::integer) as max_held_seats,
        max((before ->> 'maxSeatsPerUser')::integer) as max_seats_per_user
      from audit_entries
      where action = 'CHANGE_CONCERT'
      group by target
      """;

  private static final Check TWO_OWNERS =
      new Check(
          "A seat has more than one live reservation.",
          "seat",
          "",
          """
          select seat_id as id, null::bigint as other, count(*) || ' live reservations' as detail
          from reservation_seats
          where live
          group by seat_id
          having count(*) > 1
          limit $1
          """);

  private static final Check SEAT_WITHOUT_OWNER =
      new Check(
          "A held or sold seat and its reservation do not agree.",
          "seat",
          "reservation",
          """
          select s.id, s.reservation_id as other,
            'the seat is ' || s.state || ', the reservation '
              || coalesce(r.state, 'does not exist')
              || case when rs.seat_id is null then ' and does not have it' else '' end as detail
          from seats s
          left join reservations r
            on r.id = s.reservation_id and r.performance_id = s.performance_id
          left join reservation_seats rs
            on rs.reservation_id = s.reservation_id and rs.seat_id = s.id and rs.live
          where (s.state = 'SOLD' and (rs.seat_id is null or r.state is distinct from 'CONFIRMED'))
             or (s.state = 'HELD'
                 and (s.hold_expires_at is null or s.hold_expires_at > clock_timestamp())
                 and (rs.seat_id is null or r.state is distinct from 'HELD'
                      or s.hold_expires_at is distinct from r.expires_at))
          limit $1
          """);

  private static final Check FREE_SEAT_WITH_OWNER =
      new Check(
          "A free seat names a reservation.",
          "seat",
          "reservation",
          """
          select id, reservation_id as other, 'the seat is AVAILABLE' as detail
          from seats
          where state = 'AVAILABLE' and reservation_id is not null
          limit $1
          """);

  private static final Check LIVE_ROW_WITHOUT_SEAT =
      new Check(
          "A live reservation and its seat do not agree.",
          "reservation",
          "seat",
          """
          select r.id, s.id as other,
            'the reservation is ' || r.state || ', the seat ' || s.state
              || case when s.reservation_id is distinct from r.id then ' for another' else '' end
              as detail
          from reservation_seats rs
          join reservations r on r.id = rs.reservation_id
          join seats s on s.id = rs.seat_id
          where rs.live
            and (s.reservation_id is distinct from r.id
                 or s.state is distinct from
                   case r.state when 'CONFIRMED' then 'SOLD' when 'HELD' then 'HELD' end)
          limit $1
          """);

  private static final Check RESERVATION_WITHOUT_SEATS =
      new Check(
          "A live reservation lacks a seat.",
          "reservation",
          "",
          """
          select r.id, null::bigint as other, 'the reservation is ' || r.state as detail
          from reservations r
          left join (
            select reservation_id, bool_and(live) as whole
            from reservation_seats
            group by reservation_id) rs on rs.reservation_id = r.id
          where r.state in ('HELD', 'CONFIRMED') and rs.whole is not true
          limit $1
          """);

  /** A hold is free within 2 s; 3 s more keep a busy sweeper from looking broken. */
  private static final Check OVERDUE_SEAT =
      new Check(
          "A lapsed hold still keeps a seat.",
          "seat",
          "reservation",
          """
          select id, reservation_id as other, 'since ' || hold_expires_at as detail
          from seats
          where state = 'HELD' and hold_expires_at < now() - interval '5 seconds'
          limit $1
          """);

  private static final Check OVERDUE_RESERVATION =
      new Check(
          "A lapsed hold is still HELD.",
          "reservation",
          "",
          """
          select id, null::bigint as other, 'since ' || expires_at as detail
          from reservations
          where state = 'HELD' and expires_at < now() - interval '5 seconds'
          limit $1
          """);

  private static final Check LIVE_PRICE =
      new Check(
          "A reserved seat's price is not the seat's.",
          "seat",
          "reservation",
          """
          select s.id, rs.reservation_id as other,
            'reserved at ' || rs.price || ', the seat costs ' || s.price as detail
          from reservation_seats rs
          join seats s on s.id = rs.seat_id
          where rs.live and rs.price <> s.price
          limit $1
          """);

  private static final Check RESERVATION_AMOUNT =
      new Check(
          "A reservation's amount is not the sum of its seats.",
          "reservation",
          "",
          """
          select r.id, null::bigint as other,
            'amount ' || r.amount || ', seats ' || coalesce(rs.total, 0) as detail
          from reservations r
          left join (
            select reservation_id, sum(price) as total
            from reservation_seats
            group by reservation_id) rs on rs.reservation_id = r.id
          where r.amount <> coalesce(rs.total, 0)
          limit $1
          """);

  private static final Check SEQUENCE =
      new Check(
          "A live reservation comes from a place that was never given out.",
          "reservation",
          "concert",
          """
          select r.id, c.id as other,
            'sequence ' || r.queue_sequence || ' of epoch ' || r.queue_epoch || ', given out are '
              || c.queue_sequences || ' of epoch ' || c.queue_epoch as detail
          from reservations r
          join concerts c on c.id = r.concert_id
          where r.state in ('HELD', 'CONFIRMED')
            and (r.queue_sequence >= c.queue_sequences or r.queue_epoch > c.queue_epoch)
          limit $1
          """);

  private static final Check PERFORMANCE_SEATS =
      new Check(
          "A performance does not have the seats that it was imported with.",
          "performance",
          "",
          """
          select p.id, null::bigint as other,
            'has ' || coalesce(s.seats, 0) || ' of ' || p.total_seats || ' seats' as detail
          from performances p
          left join (
            select performance_id, count(*) as seats, max(ordinal) as last
            from seats
            group by performance_id) s on s.performance_id = p.id
          where p.total_seats <> coalesce(s.seats, 0) or p.total_seats <> coalesce(s.last, 0)
          limit $1
          """);

  /**
   * Seats of one user at one concert. Lapsed holds do not count. A limit that an operator has
   * lowered counts as it was, or what was bought before would be called broken.
   */
  static final Check LIMITS =
      new Check(
          "A user has more seats than a concert allows.",
          "user",
          "concert",
          """
          select r.user_id as id, r.concert_id as other,
            count(*) filter (where r.state = 'HELD') || ' held, ' || count(*) || ' in all' as detail
          from reservations r
          join reservation_seats rs on rs.reservation_id = r.id
          join concerts c on c.id = r.concert_id
          left join unnest($2::bigint[], $3::integer[], $4::integer[])
            as former (concert_id, held, owned) on former.concert_id = c.id
          where r.state = 'CONFIRMED' or (r.state = 'HELD' and r.expires_at > clock_timestamp())
          group by r.user_id, r.concert_id, c.id, former.held, former.owned
          having count(*) filter (where r.state = 'HELD')
              > greatest(c.max_held_seats, former.held)
            or count(*) > greatest(c.max_seats_per_user, former.owned)
          limit $1
          """);

  static final List<Check> SEATS =
      List.of(
          TWO_OWNERS,
          SEAT_WITHOUT_OWNER,
          FREE_SEAT_WITH_OWNER,
          LIVE_ROW_WITHOUT_SEAT,
          RESERVATION_WITHOUT_SEATS,
          OVERDUE_SEAT,
          OVERDUE_RESERVATION,
          LIVE_PRICE,
          RESERVATION_AMOUNT,
          SEQUENCE,
          PERFORMANCE_SEATS);

  private VerifySql() {}
}
