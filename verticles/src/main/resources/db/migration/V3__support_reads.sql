-- The audit is read by operator, by kind of change and by what begins like a target, newest first.
create index audit_entries_operator on audit_entries (operator_id, id);
create index audit_entries_action on audit_entries (action, id);
-- The byte order, whatever the database's collation: only so is a beginning a range.
create index audit_entries_target on audit_entries (target collate "C", id);
