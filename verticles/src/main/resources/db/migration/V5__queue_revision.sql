-- Two nodes may apply a concert's settings to its queue; the one that read them earlier must not
-- undo the later one. And a queue that was lost must not be taken for one that is yet to be made.

alter table concerts add column queue_revision bigint not null default 1;
comment on column concerts.queue_revision is 'Counts the changes of what the queue goes by.';

alter table concerts add column queue_started boolean not null default false;
comment on column concerts.queue_started is 'Whether the queue has ever been there; where it is not, it was lost.';
update concerts set queue_started = true where queue_sequences > 0;

create function count_queue_revision() returns trigger language plpgsql as $$
begin
  if (new.state, new.sales_open_at, new.sales_close_at, new.capacity, new.admit_per_minute,
      new.queue_paused, new.waiting_ttl_seconds, new.admission_ttl_seconds, new.max_waiting)
     is distinct from
     (old.state, old.sales_open_at, old.sales_close_at, old.capacity, old.admit_per_minute,
      old.queue_paused, old.waiting_ttl_seconds, old.admission_ttl_seconds, old.max_waiting) then
    new.queue_revision := old.queue_revision + 1;
  end if;
  return new;
end
$$;

create trigger concerts_queue_revision before update on concerts
  for each row execute function count_queue_revision();
