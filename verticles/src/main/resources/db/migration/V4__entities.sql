-- When a wallet was opened, and what every table and every column that needs words is for: the
-- comments are the source of docs/schema.md.

alter table wallets add column created_at timestamptz;
-- A user and the wallet are made in one statement.
update wallets w set created_at = u.created_at from users u where u.id = w.user_id;
alter table wallets
  alter column created_at set default clock_timestamp(),
  alter column created_at set not null;

comment on table users is 'Buyers and operators; they own wallets and reservations.';
comment on column users.id is 'TSID: 64 bits, time-sorted; clients see 13 characters of Crockford base 32. So is every id here unless it says otherwise.';
comment on column users.name is '1 to 64 characters; unique whatever their case.';
comment on column users.password_hash is 'PBKDF2 with its salt and rounds; never the password.';
comment on column users.role is 'ADMIN may make the operators'' calls.';

comment on table signing_keys is 'The keys of access tokens and queue tokens, made once and the same on every node.';
comment on column signing_keys.kid is 'Key id, as a token''s header names it.';
comment on column signing_keys.kind is 'Access tokens are signed by RS256, queue tokens by HS256.';
comment on column signing_keys.private_jwk is 'The key as a JSON Web Key (RFC 7517); secret.';

comment on table node_leases is 'The node numbers in use, so that two living nodes never make the same id.';
comment on column node_leases.node_number is 'The 10 node bits of a TSID.';
comment on column node_leases.holder is 'Random UUID of the node''s process.';
comment on column node_leases.expires_at is 'Renewed while the node lives; free for others afterwards.';

comment on table wallets is 'A user''s prepaid balance, made with the user: the sum of the ledger entries.';
comment on column wallets.balance is 'Minor units of currency.';
comment on column wallets.pending is 'Minor units that charges under way may still add; counts towards the limit.';
comment on column wallets.currency is 'ISO 4217 code.';
comment on column wallets.entries is 'How many ledger entries there are; each takes the next number under the wallet''s lock.';
comment on column wallets.updated_at is 'When balance or pending last changed.';

comment on table charges is 'Money that a user puts into the wallet through the payment gateway.';
comment on column charges.id is 'TSID; also the key that the gateway knows the charge by.';
comment on column charges.amount is 'Minor units of the wallet''s currency.';
comment on column charges.state is 'PENDING until the gateway has answered.';
comment on column charges.balance_after is 'Minor units; the wallet''s balance once approved.';
comment on column charges.key_user_id is 'Caller of the idempotency key that made it: the user, or an operator. A declined charge frees the key.';
comment on column charges.key_method is 'HTTP method of that key.';
comment on column charges.key_path is 'HTTP path of that key.';
comment on column charges.key is 'That Idempotency-Key.';
comment on column charges.updated_at is 'When the state changed or the gateway was last asked.';

comment on table concerts is 'What is on sale: the window, the limits, and the settings of its queue.';
comment on column concerts.state is 'What was decided; what time has made of it since is concert_state().';
comment on column concerts.currency is 'ISO 4217 code of all prices.';
comment on column concerts.time_zone is 'IANA name; in it a performance has its day.';
comment on column concerts.max_held_seats is 'Seats that a user may hold at one time.';
comment on column concerts.max_seats_per_user is 'Seats that a user may hold and own together.';
comment on column concerts.hold_seconds is 'Life of a hold.';
comment on column concerts.capacity is 'How many places may be admitted at one time.';
comment on column concerts.admit_per_minute is 'Most admissions a minute; 0: no rate limit.';
comment on column concerts.max_waiting is 'Most places that may wait.';
comment on column concerts.waiting_ttl_seconds is 'How long a waiting place lives without a sign of life.';
comment on column concerts.admission_ttl_seconds is 'How long an admission lasts; holds extend it.';
comment on column concerts.queue_paused is 'Nobody is admitted while true.';
comment on column concerts.queue_epoch is 'Which queue of this concert a queue token belongs to.';
comment on column concerts.queue_sequences is 'Sequences below this are reserved by some head: none is handed out twice.';

comment on table performances is 'One evening of a concert.';
comment on column performances.starts_at is 'Its day in the concert''s time zone is the date that buyers choose. Bookable until 20 minutes later.';
comment on column performances.state is 'An operator''s: CLOSED ends booking, whatever the concert says.';
comment on column performances.total_seats is 'As imported.';

comment on table seats is 'Every seat of every performance, and who has it.';
comment on column seats.ordinal is 'Place in plan order, from 1; the seat number of the classic API.';
comment on column seats.seat_guid is 'seat_guid of the seating plan.';
comment on column seats.number is 'As printed in its row; repeats between rows.';
comment on column seats.price is 'Minor units of the concert''s currency; by category.';
comment on column seats.reservation_id is 'The live reservation; null while AVAILABLE.';
comment on column seats.hold_expires_at is 'From then on anybody may take the seat; null unless HELD.';
comment on column seats.version is 'Counts the changes of this seat; the sum over a performance is the version of its seat map.';

comment on table reservations is 'Seats that a user holds, owns, let lapse or gave back.';
comment on column reservations.state is 'HELD, then for good CONFIRMED (paid), EXPIRED or CANCELLED (released).';
comment on column reservations.amount is 'Minor units of currency; the sum of its seats'' prices.';
comment on column reservations.currency is 'ISO 4217 code.';
comment on column reservations.queue_epoch is 'Epoch of the place that the hold was made from.';
comment on column reservations.queue_sequence is 'Sequence of that place.';
comment on column reservations.expires_at is 'End of the hold: payable before, not from then on.';
comment on column reservations.ended_at is 'When it left HELD.';
comment on column reservations.settled is 'Whether what follows a payment, the place''s completion, is done; a sweep does the rest.';

comment on table reservation_seats is 'What each reservation reserved; kept when the seats have gone to somebody else.';
comment on column reservation_seats.price is 'Minor units, as it was when reserved.';
comment on column reservation_seats.live is 'Whether the reservation is HELD or CONFIRMED; a seat has one live row at most.';

comment on table payments is 'One payment for a reservation, from the wallet.';
comment on column payments.amount is 'Minor units of the reservation''s currency.';
comment on column payments.state is 'REQUESTED and PAID come in one transaction.';
comment on column payments.transaction_key is 'The client''s Idempotency-Key: support finds the two sides of a question by it.';
comment on column payments.paid_at is 'Null until PAID.';

comment on table payment_history is 'A row for each state that a payment took, the first included; written by a trigger.';
comment on column payment_history.id is 'Counted by the database; no TSID.';
comment on column payment_history.transaction_key is 'The payment''s, at that time.';
comment on column payment_history.state is 'The state that the payment took.';
comment on column payment_history.occurred_at is 'When the payment took it.';
comment on column payment_history.updated_at is 'When this row was last written: rows are only ever added.';

comment on table ledger_entries is 'Each movement of a wallet, never changed: charges in, payments out, refunds.';
comment on column ledger_entries.entry_no is 'From 1; the order in which a wallet''s movements took effect.';
comment on column ledger_entries.amount is 'Minor units, signed: payments are negative.';
comment on column ledger_entries.balance_after is 'Minor units; the wallet''s balance with this entry.';
comment on column ledger_entries.charge_id is 'Source of a CHARGE.';
comment on column ledger_entries.reservation_id is 'What a PAYMENT paid for, once only.';

comment on table idempotency_keys is 'Answers to commands that changed something, by the caller''s key; kept for 7 days.';
comment on column idempotency_keys.user_id is 'The caller.';
comment on column idempotency_keys.method is 'HTTP method.';
comment on column idempotency_keys.path is 'HTTP path with its ids.';
comment on column idempotency_keys.body_hash is 'Hash of the canonical body: the same key with another body is refused.';
comment on column idempotency_keys.result is 'What the answer is made from: the same row gives the same body.';

comment on table audit_entries is 'What operators changed: who, when, what, before and after.';
comment on column audit_entries.operator_id is 'The operator''s user id.';
comment on column audit_entries.action is 'The command, in upper snake case.';
comment on column audit_entries.target is 'What was changed: its kind and its id as clients see it.';
comment on column audit_entries.before is 'What was there before, or what was asked for; null where something was made.';
comment on column audit_entries.after is 'What was there after, or how it ended.';
