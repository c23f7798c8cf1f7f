-- A volatile clock is no bound for an index: every live hold was read.
create or replace function expire_holds(p_limit integer)
returns jsonb language plpgsql as $$
declare
  v_now timestamptz := clock_timestamp();
  v_due bigint[];
  v_seats bigint[];
  v_reservations bigint[];
begin
  v_due := array(
    select distinct reservation_id from (
      select reservation_id from seats
       where state = 'HELD' and hold_expires_at <= v_now
       order by hold_expires_at limit p_limit) due);
  v_seats := array(
    select id from seats
     where reservation_id = any (v_due) and state = 'HELD' and hold_expires_at <= v_now
     order by id for update skip locked);
  v_reservations := array(
    select id from reservations where id = any (v_due) order by id for update skip locked);
  update reservations set state = 'EXPIRED', ended_at = clock_timestamp()
   where id = any (v_reservations) and state = 'HELD' and expires_at <= v_now;
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

-- PostgreSQL puts a function in SQL in its caller's place only if it promises no more than its body
-- does, and parses and plans it at each call otherwise; extract() is stable.
alter function epoch_ms stable;

-- With one seat in its array a statement's own plan always looks cheaper than the general one, which
-- is reckoned for ten, so each hold planned its statements anew: half of its processor time.

alter function hold_seats set plan_cache_mode = force_generic_plan;
alter function pay_reservation set plan_cache_mode = force_generic_plan;
alter function release_reservation set plan_cache_mode = force_generic_plan;
alter function withdraw_hold set plan_cache_mode = force_generic_plan;
alter function expire_holds set plan_cache_mode = force_generic_plan;
alter function begin_charge set plan_cache_mode = force_generic_plan;
alter function settle_charge set plan_cache_mode = force_generic_plan;
