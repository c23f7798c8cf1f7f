-- A hold is taken back where its place ended while it was written, and who asked is refused. Who asked
-- twice may have been given the stored answer meanwhile, and that is a promise: then the hold stands.
alter table idempotency_keys add column repeated boolean not null default false;
comment on column idempotency_keys.repeated is 'Whether a repeat has been given this answer: what it tells of is not taken back any more.';

-- As before, and says of a stored answer that it is given.
create or replace function idempotency_begin(
  p_user bigint, p_method text, p_path text, p_key text, p_hash text)
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
  if not v_stored.repeated then
    update idempotency_keys set repeated = true
     where user_id = p_user and key = p_key and path = p_path and method = p_method;
  end if;
  return jsonb_build_object('code', 'OK', 'replayed', true, 'result', v_stored.result);
end $$;

-- Takes back a hold whose place turned out to be gone, with the key that would repeat its answer;
-- or says that both stand, because a repeat has been answered or the hold paid meanwhile.
create or replace function withdraw_hold(
  p_user bigint, p_reservation bigint, p_method text, p_path text, p_key text)
returns jsonb language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  v_repeated boolean;
  v_released jsonb;
begin
  perform pg_advisory_xact_lock(idempotency_lock_key(p_user, p_method, p_path, p_key));
  -- The row's lock is for those who read a stored answer without the key's.
  select repeated into v_repeated from idempotency_keys
   where user_id = p_user and key = p_key and path = p_path and method = p_method
     for update;
  if v_repeated then
    return jsonb_build_object('code', 'OK', 'stands', true);
  end if;
  v_released := release_reservation(p_user, p_reservation);
  if v_released ->> 'code' = 'ALREADY_PAID' then
    return jsonb_build_object('code', 'OK', 'stands', true);
  end if;
  if v_released ->> 'code' = 'OK' then
    delete from idempotency_keys
     where user_id = p_user and key = p_key and path = p_path and method = p_method;
  end if;
  return v_released;
end $$;
