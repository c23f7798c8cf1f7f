-- Each hold locked its concert's and its performance's row against deletion, and so did all others
-- at the same time: PostgreSQL writes down anew who shares a row each time another one comes. A
-- reservation refers to both by its seats all the same, and those cannot be deleted.
alter table reservations drop constraint reservations_concert_id_fkey;
alter table reservations drop constraint reservations_performance_id_fkey;
comment on column reservations.concert_id is 'The concert of its seats.';
comment on column reservations.performance_id is 'The performance of its seats; their foreign keys keep both.';

-- As before, in fewer statements: a locking read gives what the lock's former owner left behind, so
-- seats that are all free then need no second look, and what is written is not read again.
create or replace function hold_seats(
  p_user bigint, p_concert bigint, p_epoch bigint, p_sequence bigint, p_admission_ends timestamptz,
  p_performance bigint, p_seats bigint[], p_reservation bigint,
  p_method text, p_path text, p_key text, p_hash text)
returns jsonb language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_replay jsonb;
  v_concert bigint;
  v_sale record;
  v_state text;
  v_locked_at timestamptz;
  v_now timestamptz;
  v_lapsed bigint[];
  v_found integer;
  v_free integer;
  v_taken jsonb;
  v_holds integer;
  v_owns integer;
  v_amount bigint;
  v_expires timestamptz;
  v_seats jsonb;
  v_changes jsonb;
  v_result jsonb;
begin
  v_replay := idempotency_begin(p_user, p_method, p_path, p_key, p_hash);
  if v_replay is not null then
    return v_replay;
  end if;
  select concert_id into v_concert from performances where id = p_performance;
  if not found then
    return jsonb_build_object('code', 'PERFORMANCE_NOT_FOUND');
  end if;
  if v_concert <> p_concert then
    return jsonb_build_object('code', 'QUEUE_TOKEN_INVALID');
  end if;

  perform pg_advisory_xact_lock(user_concert_lock_key(p_user, p_concert));
  select count(*) filter (where performance_id = p_performance),
         count(*) filter (where state = 'AVAILABLE'), sum(price)
    into v_found, v_free, v_amount
    from (select performance_id, state, price from seats
           where id = any (p_seats) order by id for update) as locked;
  v_locked_at := clock_timestamp();
  if v_free < v_found then
    v_lapsed := array(
      select distinct reservation_id from seats
       where id = any (p_seats) and state = 'HELD' and hold_expires_at <= v_locked_at);
    perform 1 from reservations where id = any (v_lapsed) order by id for update;
    select jsonb_agg(id order by id) into v_taken
      from seats
     where id = any (p_seats) and performance_id = p_performance
       and (state = 'SOLD' or (state = 'HELD' and hold_expires_at > v_locked_at));
  end if;

  v_now := date_trunc('milliseconds', clock_timestamp());
  select c.state, c.sales_open_at, c.sales_close_at, c.currency, c.hold_seconds, c.max_held_seats,
         c.max_seats_per_user, p.state as performance_state, p.starts_at
    into v_sale
    from performances p join concerts c on c.id = p.concert_id
   where p.id = p_performance;
  v_state := concert_state(v_sale.state, v_sale.sales_open_at, v_sale.sales_close_at, v_now);
  if v_state = 'PAUSED' then
    return jsonb_build_object('code', 'SALES_PAUSED');
  end if;
  if v_state <> 'ON_SALE' or v_sale.performance_state <> 'OPEN'
     or v_now >= v_sale.starts_at + interval '20 minutes' then
    return jsonb_build_object('code', 'BOOKING_CLOSED');
  end if;
  if v_now >= p_admission_ends then
    return jsonb_build_object('code', 'QUEUE_TOKEN_EXPIRED');
  end if;
  if v_found <> cardinality(p_seats) then
    return jsonb_build_object('code', 'SEAT_NOT_FOUND');
  end if;
  if v_taken is not null then
    return jsonb_build_object('code', 'SEAT_TAKEN', 'conflictingSeats', v_taken);
  end if;
  select count(*) filter (where r.state = 'HELD'), count(*) filter (where r.state = 'CONFIRMED')
    into v_holds, v_owns
    from reservations r join reservation_seats s on s.reservation_id = r.id
   where r.user_id = p_user and r.concert_id = p_concert
     and (r.state = 'CONFIRMED' or (r.state = 'HELD' and r.expires_at > v_now));
  if v_holds + v_found > v_sale.max_held_seats then
    return jsonb_build_object('code', 'SEAT_LIMIT_REACHED', 'limit', v_sale.max_held_seats);
  end if;
  if v_holds + v_owns + v_found > v_sale.max_seats_per_user then
    return jsonb_build_object('code', 'SEAT_LIMIT_REACHED', 'limit', v_sale.max_seats_per_user);
  end if;

  if cardinality(v_lapsed) > 0 then
    update reservations set state = 'EXPIRED', ended_at = v_now
     where id = any (v_lapsed) and state = 'HELD';
    update reservation_seats set live = false where reservation_id = any (v_lapsed) and live;
  end if;
  v_expires := v_now + make_interval(secs => v_sale.hold_seconds);
  with reserved as (
    insert into reservations (id, user_id, concert_id, performance_id, state, amount, currency,
                              queue_epoch, queue_sequence, created_at, expires_at)
    values (p_reservation, p_user, p_concert, p_performance, 'HELD', v_amount, v_sale.currency,
            p_epoch, p_sequence, v_now, v_expires)),
  held as (
    update seats
       set state = 'HELD', reservation_id = p_reservation, hold_expires_at = v_expires,
           version = version + 1
     where id = any (p_seats)
    returning id, performance_id, ordinal, zone, row_label, number, price, state, version),
  kept as (
    insert into reservation_seats (reservation_id, seat_id, price)
    select p_reservation, id, price from held)
  select jsonb_agg(jsonb_build_object('seatId', id, 'zone', zone, 'row', row_label,
                                      'number', number, 'priceMinor', price) order by ordinal),
         jsonb_agg(jsonb_build_object('seatId', id, 'performanceId', performance_id,
                                      'state', state, 'version', version))
    into v_seats, v_changes
    from held;
  -- What reservation_json() would say.
  v_result := jsonb_build_object(
    'reservationId', p_reservation, 'userId', p_user, 'concertId', p_concert,
    'performanceId', p_performance, 'amountMinor', v_amount, 'currency', v_sale.currency,
    'state', 'HELD', 'createdAtMs', epoch_ms(v_now), 'expiresAtMs', epoch_ms(v_expires),
    'payment', null, 'seats', v_seats);
  insert into idempotency_keys (user_id, method, path, key, body_hash, result)
  values (p_user, p_method, p_path, p_key, p_hash, v_result);
  return jsonb_build_object(
    'code', 'OK', 'replayed', false, 'result', v_result, 'changes', v_changes);
end $$;
