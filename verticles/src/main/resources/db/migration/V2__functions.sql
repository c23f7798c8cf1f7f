-- One function a command. Each takes every lock first, in this order, and only then reads the clock
-- and counts, in new statements that see what the lock's former owner left behind:
--   idempotency key (try) -> user + concert -> seats by id -> reservations by id -> wallet -> charge
-- A refusal is an answer: {"code": "..."} with members of its own. Success has code OK.

create function idempotency_lock_key(p_user bigint, p_method text, p_path text, p_key text)
returns bigint language sql immutable parallel safe as $$
  select hashtextextended(p_user::text || ' ' || p_method || ' ' || p_path || ' ' || p_key, 0)
$$;

create function user_concert_lock_key(p_user bigint, p_concert bigint)
returns bigint language sql immutable parallel safe as $$
  select hashtextextended(p_user::text || '@' || p_concert::text, 1)
$$;

create function epoch_ms(p_at timestamptz)
returns bigint language sql immutable parallel safe as $$
  select (extract(epoch from p_at) * 1000)::bigint
$$;

-- What time has made of a concert's decided state.
create function concert_state(p_state text, p_open timestamptz, p_close timestamptz, p_at timestamptz)
returns text language sql immutable parallel safe as $$
  select case
    when p_state in ('DRAFT', 'CLOSED') then p_state
    when p_at >= p_close then 'CLOSED'
    when p_state = 'SCHEDULED' and p_at >= p_open then 'ON_SALE'
    else p_state
  end
$$;

-- Takes the key or says why not: null means that the caller goes on and stores its result.
create function idempotency_begin(p_user bigint, p_method text, p_path text, p_key text, p_hash text)
returns jsonb language plpgsql as $$
declare
  v_stored idempotency_keys;
begin
  if not pg_try_advisory_xact_lock(idempotency_lock_key(p_user, p_method, p_path, p_key)) then
    return jsonb_build_object('code', 'IDEMPOTENCY_IN_PROGRESS');
  end if;
  select * into v_stored from idempotency_keys
   where user_id = p_user and key = p_key and path = p_path and method = p_method;
  if not found then
    return null;
  end if;
  if v_stored.body_hash <> p_hash then
    return jsonb_build_object('code', 'IDEMPOTENCY_KEY_REUSED');
  end if;
  return jsonb_build_object('code', 'OK', 'replayed', true, 'result', v_stored.result);
end $$;

create function hold_seats(
  p_user bigint, p_concert bigint, p_epoch bigint, p_sequence bigint, p_admission_ends timestamptz,
  p_performance bigint, p_seats bigint[], p_reservation bigint,
  p_method text, p_path text, p_key text, p_hash text)
returns jsonb language plpgsql as $$
declare
  v_replay jsonb;
  v_performance performances;
  v_concert concerts;
  v_state text;
  v_locked_at timestamptz;
  v_now timestamptz;
  v_lapsed bigint[];
  v_found integer;
  v_taken jsonb;
  v_holds integer;
  v_owns integer;
  v_amount bigint;
  v_expires timestamptz;
  v_result jsonb;
begin
  v_replay := idempotency_begin(p_user, p_method, p_path, p_key, p_hash);
  if v_replay is not null then
    return v_replay;
  end if;
  select * into v_performance from performances where id = p_performance;
  if not found then
    return jsonb_build_object('code', 'PERFORMANCE_NOT_FOUND');
  end if;
  if v_performance.concert_id <> p_concert then
    return jsonb_build_object('code', 'QUEUE_TOKEN_INVALID');
  end if;

  perform pg_advisory_xact_lock(user_concert_lock_key(p_user, p_concert));
  perform 1 from seats where id = any (p_seats) order by id for update;
  v_locked_at := clock_timestamp();
  v_lapsed := array(
    select distinct reservation_id from seats
     where id = any (p_seats) and state = 'HELD' and hold_expires_at <= v_locked_at);
  perform 1 from reservations where id = any (v_lapsed) order by id for update;

  v_now := date_trunc('milliseconds', clock_timestamp());
  select * into v_performance from performances where id = p_performance;
  select * into v_concert from concerts where id = p_concert;
  v_state := concert_state(
    v_concert.state, v_concert.sales_open_at, v_concert.sales_close_at, v_now);
  if v_state = 'PAUSED' then
    return jsonb_build_object('code', 'SALES_PAUSED');
  end if;
  if v_state <> 'ON_SALE' or v_performance.state <> 'OPEN'
     or v_now >= v_performance.starts_at + interval '20 minutes' then
    return jsonb_build_object('code', 'BOOKING_CLOSED');
  end if;
  if v_now >= p_admission_ends then
    return jsonb_build_object('code', 'QUEUE_TOKEN_EXPIRED');
  end if;
  select count(*),
         jsonb_agg(id order by id)
           filter (where state = 'SOLD' or (state = 'HELD' and hold_expires_at > v_locked_at)),
         sum(price)
    into v_found, v_taken, v_amount
    from seats where id = any (p_seats) and performance_id = p_performance;
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
  if v_holds + v_found > v_concert.max_held_seats then
    return jsonb_build_object('code', 'SEAT_LIMIT_REACHED', 'limit', v_concert.max_held_seats);
  end if;
  if v_holds + v_owns + v_found > v_concert.max_seats_per_user then
    return jsonb_build_object('code', 'SEAT_LIMIT_REACHED', 'limit', v_concert.max_seats_per_user);
  end if;

  update reservations set state = 'EXPIRED', ended_at = v_now
   where id = any (v_lapsed) and state = 'HELD';
  update reservation_seats set live = false where reservation_id = any (v_lapsed) and live;
  v_expires := v_now + make_interval(secs => v_concert.hold_seconds);
  insert into reservations (id, user_id, concert_id, performance_id, state, amount, currency,
                            queue_epoch, queue_sequence, created_at, expires_at)
  values (p_reservation, p_user, p_concert, p_performance, 'HELD', v_amount, v_concert.currency,
          p_epoch, p_sequence, v_now, v_expires);
  insert into reservation_seats (reservation_id, seat_id, price)
  select p_reservation, id, price from seats where id = any (p_seats);
  update seats
     set state = 'HELD', reservation_id = p_reservation, hold_expires_at = v_expires,
         version = version + 1
   where id = any (p_seats);
  v_result := reservation_json(p_reservation);
  insert into idempotency_keys (user_id, method, path, key, body_hash, result)
  values (p_user, p_method, p_path, p_key, p_hash, v_result);
  return jsonb_build_object(
    'code', 'OK', 'replayed', false, 'result', v_result, 'changes', seat_changes(p_seats));
end $$;

-- A reservation in the form that clients' answers are made from.
create function reservation_json(p_reservation bigint)
returns jsonb language sql stable as $$
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
  from reservations r where r.id = p_reservation
$$;

-- The seats' new states with their versions, for the views.
create function seat_changes(p_seats bigint[])
returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'seatId', id, 'performanceId', performance_id, 'state', state, 'version', version)), '[]')
  from seats where id = any (p_seats)
$$;

create function pay_reservation(
  p_user bigint, p_concert bigint, p_epoch bigint, p_sequence bigint, p_reservation bigint,
  p_payment bigint, p_entry bigint, p_method text, p_path text, p_key text, p_hash text)
returns jsonb language plpgsql as $$
declare
  v_replay jsonb;
  v_seats bigint[];
  v_reservation reservations;
  v_wallet wallets;
  v_now timestamptz;
  v_count integer;
  v_result jsonb;
begin
  v_replay := idempotency_begin(p_user, p_method, p_path, p_key, p_hash);
  if v_replay is not null then
    return v_replay;
  end if;
  -- Whose it is and from which place never changes: it needs no lock.
  select * into v_reservation from reservations where id = p_reservation;
  if not found or v_reservation.user_id <> p_user then
    return jsonb_build_object('code', 'RESERVATION_NOT_FOUND');
  end if;
  if v_reservation.concert_id <> p_concert then
    return jsonb_build_object('code', 'QUEUE_TOKEN_INVALID');
  end if;

  perform pg_advisory_xact_lock(user_concert_lock_key(p_user, p_concert));
  v_seats := array(select seat_id from reservation_seats where reservation_id = p_reservation);
  perform 1 from seats where id = any (v_seats) order by id for update;
  select * into v_reservation from reservations where id = p_reservation for update;
  select * into v_wallet from wallets where user_id = p_user for update;

  v_now := clock_timestamp();
  if v_reservation.state = 'CONFIRMED' then
    return jsonb_build_object('code', 'ALREADY_PAID');
  end if;
  if v_reservation.state <> 'HELD' or v_now >= v_reservation.expires_at then
    return jsonb_build_object('code', 'HOLD_EXPIRED');
  end if;
  if v_reservation.queue_epoch <> p_epoch or v_reservation.queue_sequence <> p_sequence then
    return jsonb_build_object('code', 'QUEUE_TOKEN_INVALID');
  end if;
  if v_wallet.currency <> v_reservation.currency then
    return jsonb_build_object('code', 'CURRENCY_MISMATCH', 'currency', v_reservation.currency);
  end if;
  if v_wallet.balance is null or v_wallet.balance < v_reservation.amount then
    return jsonb_build_object('code', 'INSUFFICIENT_BALANCE',
      'balance', coalesce(v_wallet.balance, 0), 'amount', v_reservation.amount);
  end if;

  v_now := date_trunc('milliseconds', v_now);
  insert into payments (id, reservation_id, user_id, amount, state, transaction_key)
  values (p_payment, p_reservation, p_user, v_reservation.amount, 'REQUESTED', p_key);
  update seats set state = 'SOLD', hold_expires_at = null, version = version + 1
   where id = any (v_seats) and reservation_id = p_reservation and state = 'HELD';
  get diagnostics v_count = row_count;
  if v_count <> cardinality(v_seats) then
    raise exception 'reservation % is live but owns % of its % seats',
      p_reservation, v_count, cardinality(v_seats);
  end if;
  update reservations set state = 'CONFIRMED', ended_at = v_now where id = p_reservation;
  update wallets set balance = balance - v_reservation.amount, entries = entries + 1, updated_at = v_now
   where user_id = p_user and balance >= v_reservation.amount
  returning * into strict v_wallet;
  insert into ledger_entries (id, user_id, entry_no, kind, amount, balance_after, reservation_id,
                              created_at)
  values (p_entry, p_user, v_wallet.entries, 'PAYMENT', -v_reservation.amount, v_wallet.balance,
          p_reservation, v_now);
  update payments set state = 'PAID', paid_at = v_now where id = p_payment;
  v_result := jsonb_build_object(
    'paymentId', p_payment, 'reservationId', p_reservation, 'amountMinor', v_reservation.amount,
    'balanceMinor', v_wallet.balance, 'paidAtMs', epoch_ms(v_now));
  insert into idempotency_keys (user_id, method, path, key, body_hash, result)
  values (p_user, p_method, p_path, p_key, p_hash, v_result);
  return jsonb_build_object(
    'code', 'OK', 'replayed', false, 'result', v_result, 'changes', seat_changes(v_seats),
    'liveHolds', (select count(*) from reservations
                   where user_id = p_user and concert_id = p_concert and state = 'HELD'
                     and expires_at > clock_timestamp()));
end $$;

-- Each change of a payment's state, whoever makes it.
create function append_payment_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    insert into payment_history (payment_id, transaction_key, state)
    values (new.id, new.transaction_key, new.state);
  end if;
  return null;
end $$;
create trigger payments_history after insert or update on payments
  for each row execute function append_payment_history();

-- Releases live holds, all of them for the user and concert or the one named. The caller has
-- checked whose they are. Gives the seats' changes.
create function release_holds(p_user bigint, p_concert bigint, p_reservation bigint default null)
returns jsonb language plpgsql as $$
declare
  v_reservations bigint[];
  v_seats bigint[];
begin
  perform pg_advisory_xact_lock(user_concert_lock_key(p_user, p_concert));
  v_seats := array(
    select s.seat_id from reservations r join reservation_seats s on s.reservation_id = r.id
     where r.user_id = p_user and r.concert_id = p_concert and r.state = 'HELD'
       and (p_reservation is null or r.id = p_reservation));
  perform 1 from seats where id = any (v_seats) order by id for update;
  v_reservations := array(
    select id from reservations
     where user_id = p_user and concert_id = p_concert and state = 'HELD'
       and (p_reservation is null or id = p_reservation)
     order by id for update);
  update reservations
     set state = case when expires_at > clock_timestamp() then 'CANCELLED' else 'EXPIRED' end,
         ended_at = clock_timestamp()
   where id = any (v_reservations);
  update reservation_seats set live = false where reservation_id = any (v_reservations) and live;
  v_seats := array(
    select id from seats where state = 'HELD' and reservation_id = any (v_reservations));
  update seats
     set state = 'AVAILABLE', reservation_id = null, hold_expires_at = null, version = version + 1
   where id = any (v_seats);
  return jsonb_build_object('code', 'OK', 'changes', seat_changes(v_seats));
end $$;

create function release_reservation(p_user bigint, p_reservation bigint)
returns jsonb language plpgsql as $$
declare
  v_reservation reservations;
  v_released jsonb;
begin
  select * into v_reservation from reservations where id = p_reservation;
  if not found or v_reservation.user_id <> p_user then
    return jsonb_build_object('code', 'RESERVATION_NOT_FOUND');
  end if;
  v_released := release_holds(p_user, v_reservation.concert_id, p_reservation);
  select * into v_reservation from reservations where id = p_reservation;
  if v_reservation.state = 'CONFIRMED' then
    return jsonb_build_object('code', 'ALREADY_PAID');
  end if;
  return v_released;
end $$;

-- Takes back a hold whose place turned out to be gone, with the key that would repeat its answer.
create function withdraw_hold(
  p_user bigint, p_reservation bigint, p_method text, p_path text, p_key text)
returns jsonb language plpgsql as $$
declare
  v_released jsonb;
begin
  perform pg_advisory_xact_lock(idempotency_lock_key(p_user, p_method, p_path, p_key));
  v_released := release_reservation(p_user, p_reservation);
  -- A repeat may have been answered, and paid, meanwhile: then the hold and its key stand.
  if v_released ->> 'code' = 'OK' then
    delete from idempotency_keys
     where user_id = p_user and key = p_key and path = p_path and method = p_method;
  end if;
  return v_released;
end $$;

-- Frees what has lapsed, about p_limit seats; skips what anybody else has locked.
create function expire_holds(p_limit integer)
returns jsonb language plpgsql as $$
declare
  v_due bigint[];
  v_seats bigint[];
  v_reservations bigint[];
begin
  v_due := array(
    select distinct reservation_id from (
      select reservation_id from seats
       where state = 'HELD' and hold_expires_at <= clock_timestamp()
       order by hold_expires_at limit p_limit) due);
  v_seats := array(
    select id from seats
     where reservation_id = any (v_due) and state = 'HELD' and hold_expires_at <= clock_timestamp()
     order by id for update skip locked);
  v_reservations := array(
    select id from reservations where id = any (v_due) order by id for update skip locked);
  update reservations set state = 'EXPIRED', ended_at = clock_timestamp()
   where id = any (v_reservations) and state = 'HELD' and expires_at <= clock_timestamp();
  update reservation_seats rs set live = false
    from reservations r
   where rs.reservation_id = any (v_reservations) and rs.live
     and r.id = rs.reservation_id and r.state = 'EXPIRED';
  v_seats := array(
    select id from seats
     where id = any (v_seats) and reservation_id = any (v_reservations) and state = 'HELD');
  update seats
     set state = 'AVAILABLE', reservation_id = null, hold_expires_at = null, version = version + 1
   where id = any (v_seats);
  return seat_changes(v_seats);
end $$;

-- Writes down what time and sales have made of the concerts: opened, closed, sold out or not.
-- Gives the concerts that changed.
create function sweep_concerts() returns bigint[] language plpgsql as $$
declare
  v_changed bigint[];
begin
  with next as (
    select c.id, c.state, c.sales_open_at, c.sales_close_at, case
        when concert_state(c.state, c.sales_open_at, c.sales_close_at, clock_timestamp()) = 'CLOSED'
          then 'CLOSED'
        when c.state = 'PAUSED' then 'PAUSED'
        when concert_state(c.state, c.sales_open_at, c.sales_close_at, clock_timestamp())
             not in ('ON_SALE', 'SOLD_OUT') then c.state
        when exists (select 1 from performances p where p.concert_id = c.id and p.state = 'OPEN'
                      and p.starts_at + interval '20 minutes' > clock_timestamp())
         and not exists (select 1 from performances p join seats s on s.performance_id = p.id
                          where p.concert_id = c.id and p.state = 'OPEN' and s.state <> 'SOLD'
                            and p.starts_at + interval '20 minutes' > clock_timestamp())
          then 'SOLD_OUT'
        else 'ON_SALE'
      end as new_state
    from concerts c where c.state not in ('DRAFT', 'CLOSED')),
  changed as (
    update concerts c set state = next.new_state
      from next
     where next.id = c.id and next.new_state <> next.state and c.state = next.state
       -- An operator may have moved the window while this waited for the row.
       and c.sales_open_at = next.sales_open_at and c.sales_close_at = next.sales_close_at
    returning c.id)
  select coalesce(array_agg(id), '{}') into v_changed from changed;
  return v_changed;
end $$;

create function begin_charge(
  p_user bigint, p_amount bigint, p_charge bigint, p_currency text,
  p_key_user bigint, p_method text, p_path text, p_key text, p_hash text)
returns jsonb language plpgsql as $$
declare
  v_replay jsonb;
  v_wallet wallets;
begin
  v_replay := idempotency_begin(p_key_user, p_method, p_path, p_key, p_hash);
  if v_replay is not null then
    if v_replay ->> 'code' = 'OK' then
      return jsonb_build_object('code', 'OK', 'replayed', true)
        || charge_json((v_replay #>> '{result,chargeId}')::bigint);
    end if;
    return v_replay;
  end if;
  perform 1 from users where id = p_user;
  if not found then
    return jsonb_build_object('code', 'USER_NOT_FOUND');
  end if;
  insert into wallets (user_id, currency) values (p_user, p_currency) on conflict do nothing;
  select * into strict v_wallet from wallets where user_id = p_user for update;
  if v_wallet.balance + v_wallet.pending + p_amount > 1000000000 then
    return jsonb_build_object('code', 'BALANCE_LIMIT', 'balance', v_wallet.balance);
  end if;
  update wallets set pending = pending + p_amount, updated_at = clock_timestamp()
   where user_id = p_user;
  insert into charges (id, user_id, amount, state, key_user_id, key_method, key_path, key)
  values (p_charge, p_user, p_amount, 'PENDING', p_key_user, p_method, p_path, p_key);
  insert into idempotency_keys (user_id, method, path, key, body_hash, result)
  values (p_key_user, p_method, p_path, p_key, p_hash, jsonb_build_object('chargeId', p_charge));
  return jsonb_build_object('code', 'OK', 'replayed', false) || charge_json(p_charge);
end $$;

create function charge_json(p_charge bigint)
returns jsonb language sql stable as $$
  select jsonb_build_object('chargeId', id, 'userId', user_id, 'amountMinor', amount,
    'state', state, 'balanceMinor', balance_after)
  from charges where id = p_charge
$$;

-- Writes down what the gateway said of a charge; the first answer stands.
create function settle_charge(p_charge bigint, p_approved boolean, p_entry bigint)
returns jsonb language plpgsql as $$
declare
  v_charge charges;
  v_wallet wallets;
begin
  select * into strict v_charge from charges where id = p_charge;
  perform 1 from wallets where user_id = v_charge.user_id for update;
  select * into strict v_charge from charges where id = p_charge for update;
  if v_charge.state = 'PENDING' and p_approved then
    update wallets
       set balance = balance + v_charge.amount, pending = pending - v_charge.amount,
           entries = entries + 1, updated_at = clock_timestamp()
     where user_id = v_charge.user_id
    returning * into strict v_wallet;
    insert into ledger_entries (id, user_id, entry_no, kind, amount, balance_after, charge_id)
    values (p_entry, v_charge.user_id, v_wallet.entries, 'CHARGE', v_charge.amount,
            v_wallet.balance, p_charge);
    update charges
       set state = 'APPROVED', balance_after = v_wallet.balance, updated_at = clock_timestamp()
     where id = p_charge;
  elsif v_charge.state = 'PENDING' then
    update wallets set pending = pending - v_charge.amount, updated_at = clock_timestamp()
     where user_id = v_charge.user_id;
    update charges set state = 'DECLINED', updated_at = clock_timestamp() where id = p_charge;
    delete from idempotency_keys
     where user_id = v_charge.key_user_id and key = v_charge.key and path = v_charge.key_path
       and method = v_charge.key_method;
  end if;
  return charge_json(p_charge);
end $$;
