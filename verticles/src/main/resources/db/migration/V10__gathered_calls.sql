-- Several calls in one statement, which is one transaction: either array has an element for each call,
-- in the order of their users, so that two such statements want the users' locks in the same order.
--
-- A call that has to wait for a lock would keep its neighbours waiting, with the locks that they have:
-- soon the statement fails as a whole, nothing of it is done, and the caller repeats each call alone.
create function hold_seats_each(
  p_users bigint[], p_concerts bigint[], p_epochs bigint[], p_sequences bigint[],
  p_admission_ends_ms float8[], p_performances bigint[], p_seats text[], p_reservations bigint[],
  p_methods text[], p_paths text[], p_keys text[], p_hashes text[])
returns setof jsonb language plpgsql set lock_timeout = '50ms' as $$
begin
  for i in 1 .. cardinality(p_users) loop
    return next hold_seats(
      p_users[i], p_concerts[i], p_epochs[i], p_sequences[i],
      to_timestamp(p_admission_ends_ms[i] / 1000), p_performances[i], p_seats[i]::bigint[],
      p_reservations[i], p_methods[i], p_paths[i], p_keys[i], p_hashes[i]);
  end loop;
end $$;

create function pay_reservation_each(
  p_users bigint[], p_concerts bigint[], p_epochs bigint[], p_sequences bigint[],
  p_reservations bigint[], p_payments bigint[], p_entries bigint[],
  p_methods text[], p_paths text[], p_keys text[], p_hashes text[])
returns setof jsonb language plpgsql set lock_timeout = '50ms' as $$
begin
  for i in 1 .. cardinality(p_users) loop
    return next pay_reservation(
      p_users[i], p_concerts[i], p_epochs[i], p_sequences[i], p_reservations[i], p_payments[i],
      p_entries[i], p_methods[i], p_paths[i], p_keys[i], p_hashes[i]);
  end loop;
end $$;
