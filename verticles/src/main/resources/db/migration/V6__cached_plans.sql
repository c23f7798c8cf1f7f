-- A function in SQL is parsed and planned anew in every transaction that calls it; one in PL/pgSQL
-- keeps its plan for the session. These are called by each hold, payment, release and charge.

create or replace function reservation_json(p_reservation bigint)
returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object(
      'reservationId', r.id, 'userId', r.user_id, 'concertId', r.concert_id,
      'performanceId', r.performance_id, 'amountMinor', r.amount, 'currency', r.currency,
      'state', r.state, 'createdAtMs', epoch_ms(r.created_at), 'expiresAtMs', epoch_ms(r.expires_at),
      'payment', (select jsonb_build_object('paymentId', p.id, 'amountMinor', p.amount,
                                            'paidAtMs', epoch_ms(p.paid_at), 'state', p.state)
                    from payments p where p.reservation_id = r.id),
      'seats', (select jsonb_agg(jsonb_build_object(
                         'seatId', s.id, 'zone', s.zone, 'row', s.row_label, 'number', s.number,
                         'priceMinor', rs.price) order by s.ordinal)
                  from reservation_seats rs join seats s on s.id = rs.seat_id
                 where rs.reservation_id = r.id))
    from reservations r where r.id = p_reservation);
end $$;

create or replace function seat_changes(p_seats bigint[])
returns jsonb language plpgsql stable as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'seatId', id, 'performanceId', performance_id, 'state', state, 'version', version)), '[]')
    from seats where id = any (p_seats));
end $$;

create or replace function charge_json(p_charge bigint)
returns jsonb language plpgsql stable as $$
begin
  return (
    select jsonb_build_object('chargeId', id, 'userId', user_id, 'amountMinor', amount,
      'state', state, 'balanceMinor', balance_after)
    from charges where id = p_charge);
end $$;
