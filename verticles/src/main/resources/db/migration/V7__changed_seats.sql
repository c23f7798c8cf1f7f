-- A view reads again what may have changed since it last looked, and not every seat that ever did:
-- in a sale that is all of them. Transactions commit in another order than they begin, so what may
-- have changed is what was changed by any that was not yet over when the view last looked.

alter table seats add column changed_by xid8 not null default '0';
alter table seats alter column changed_by set default pg_current_xact_id();
comment on column seats.changed_by is 'The transaction that last changed its version; set by a trigger.';

create function note_seat_change() returns trigger language plpgsql as $$
begin
  new.changed_by := pg_current_xact_id();
  return new;
end $$;
create trigger seats_changed before update of version on seats
  for each row execute function note_seat_change();

create index seats_changed_by on seats (performance_id, changed_by);
