package io.boxoffice.store;

import io.boxoffice.store.VerifySql.Check;
import java.util.List;

/** The statements of {@link VerifyStore} about money, in the form that {@link VerifySql} says. */
final class VerifyMoneySql {
  private static final Check BALANCE =
      new Check(
          "A wallet is not the sum of its ledger.",
          "user",
          "",
          """
          select w.user_id as id, null::bigint as other,
            'balance ' || w.balance || ' after ' || w.entries || ' entries, the ledger has '
              || coalesce(l.total, 0) || ' in ' || coalesce(l.entries, 0) as detail
          from wallets w
          left join (
            select user_id, sum(amount) as total, count(*) as entries
            from ledger_entries
            group by user_id) l on l.user_id = w.user_id
          where w.balance <> coalesce(l.total, 0) or w.entries <> coalesce(l.entries, 0)
            or w.balance < 0
          limit $1
          """);

  private static final Check PENDING =
      new Check(
          "A wallet's pending amount is not the sum of its pending charges.",
          "user",
          "",
          """
          select w.user_id as id, null::bigint as other,
            'pending ' || w.pending || ', charges ' || coalesce(c.total, 0) as detail
          from wallets w
          left join (
            select user_id, sum(amount) as total
            from charges
            where state = 'PENDING'
            group by user_id) c on c.user_id = w.user_id
          where w.pending <> coalesce(c.total, 0)
          limit $1
          """);

  private static final Check RUNNING_BALANCE =
      new Check(
          "A ledger's running balance does not add up.",
          "ledger entry",
          "user",
          """
          select id, user_id as other,
            'entry ' || entry_no || ' of ' || amount || ' makes ' || balance_after || ' of '
              || before as detail
          from (
            select id, user_id, entry_no, amount, balance_after,
              coalesce(lag(balance_after) over ledger, 0) as before,
              coalesce(lag(entry_no) over ledger, 0) as number_before
            from ledger_entries
            window ledger as (partition by user_id order by entry_no)) entries
          where balance_after <> before + amount or entry_no <> number_before + 1
            or balance_after < 0
          limit $1
          """);

  private static final Check CHARGE =
      new Check(
          "A charge and the ledger do not agree.",
          "charge",
          "user",
          """
          select coalesce(c.id, l.charge_id) as id, coalesce(c.user_id, l.user_id) as other,
            coalesce(c.state, 'no charge') || ' of ' || coalesce(c.amount, 0) || ', '
              || coalesce(l.entries, 0) || ' entries of ' || coalesce(l.total, 0) as detail
          from charges c
          full join (
            select charge_id, count(*) as entries, sum(amount) as total, min(user_id) as user_id,
              min(balance_after) as balance_after
            from ledger_entries
            where kind = 'CHARGE'
            group by charge_id) l on l.charge_id = c.id
          where (c.state = 'APPROVED'
                 and (l.entries is distinct from 1 or l.total <> c.amount
                      or l.user_id <> c.user_id or l.balance_after <> c.balance_after))
             or (c.state is distinct from 'APPROVED' and l.entries > 0)
          limit $1
          """);

  /** A free reservation may do without an entry: it moves nothing. */
  private static final Check PAID =
      new Check(
          "A confirmed reservation, its payment and the ledger do not agree.",
          "reservation",
          "user",
          """
          select r.id, r.user_id as other,
            r.state || ' of ' || r.amount || ', ' || coalesce(p.paid, 0) || ' PAID of '
              || coalesce(p.payments, 0) || ' payments of ' || coalesce(p.total, 0) || ', '
              || coalesce(l.entries, 0) || ' entries of ' || coalesce(l.total, 0) as detail
          from reservations r
          left join (
            select reservation_id, count(*) as payments, sum(amount) as total,
              count(*) filter (where state = 'PAID') as paid, min(user_id) as user_id
            from payments
            group by reservation_id) p on p.reservation_id = r.id
          left join (
            select reservation_id, count(*) as entries, sum(amount) as total,
              min(user_id) as user_id
            from ledger_entries
            where kind = 'PAYMENT'
            group by reservation_id) l on l.reservation_id = r.id
          where (r.state = 'CONFIRMED'
                 and (p.payments is distinct from 1 or p.paid <> 1 or p.total <> r.amount
                      or p.user_id <> r.user_id or l.total is distinct from -r.amount
                         and (r.amount > 0 or l.entries > 0)
                      or l.entries > 1 or l.user_id <> r.user_id))
             or (r.state <> 'CONFIRMED' and (p.payments > 0 or l.entries > 0))
          limit $1
          """);

  private static final Check PAYMENT_WITHOUT_RESERVATION =
      new Check(
          "A ledger entry pays for nothing.",
          "ledger entry",
          "user",
          """
          select id, user_id as other, kind || ' of ' || amount as detail
          from ledger_entries
          where kind = 'PAYMENT' and reservation_id is null
          limit $1
          """);

  private static final Check HISTORY =
      new Check(
          "A payment's history does not end in its state.",
          "payment",
          "",
          """
          select p.id, null::bigint as other,
            'the payment is ' || p.state || ', its history ends in '
              || coalesce(h.state, 'nothing') as detail
          from payments p
          left join (
            select distinct on (payment_id) payment_id, state
            from payment_history
            order by payment_id, id desc) h on h.payment_id = p.id
          where h.state is distinct from p.state
          limit $1
          """);

  static final List<Check> MONEY =
      List.of(
          BALANCE, PENDING, RUNNING_BALANCE, CHARGE, PAID, PAYMENT_WITHOUT_RESERVATION, HISTORY);

  private VerifyMoneySql() {}
}
