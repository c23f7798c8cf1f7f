-- Money is bigint in minor units. Ids are TSIDs made by the nodes. Times are timestamptz, cut to
-- milliseconds where a client sees them, so that what was printed is what is compared.

create table users (
  id            bigint primary key,
  name          text not null check (char_length(name) between 1 and 64),
  password_hash text not null,
  role          text not null default 'BUYER' check (role in ('BUYER', 'ADMIN')),
  created_at    timestamptz not null default clock_timestamp()
);
-- Names that differ in case alone would invite impostors.
create unique index users_name_key on users (lower(name));

create table signing_keys (
  kid         text primary key,
  kind        text not null check (kind in ('ACCESS_RS256', 'QUEUE_HS256')),
  private_jwk jsonb not null,
  created_at  timestamptz not null default clock_timestamp()
);

-- A node leases its TSID node number, so that two living nodes never make the same id.
create table node_leases (
  node_number integer primary key check (node_number between 0 and 1023),
  holder      uuid not null,
  expires_at  timestamptz not null
);

create table wallets (
  user_id       bigint primary key references users,
  balance       bigint not null default 0 check (balance between 0 and 1000000000),
  -- What charges under way may still add; it counts towards the limit.
  pending       bigint not null default 0 check (pending >= 0),
  currency      text not null default 'KRW',
  -- How many ledger entries there are: each takes the next number under the wallet's lock.
  entries       bigint not null default 0,
  updated_at    timestamptz not null default clock_timestamp(),
  constraint wallets_limit check (balance + pending <= 1000000000)
);

create table charges (
  id          bigint primary key,
  user_id     bigint not null references wallets,
  amount      bigint not null check (amount between 1 and 10000000),
  state       text not null check (state in ('PENDING', 'APPROVED', 'DECLINED')),
  balance_after bigint,
  -- The key that made it; a declined charge frees it.
  key_user_id bigint not null,
  key_method  text not null,
  key_path    text not null,
  key         text not null,
  created_at  timestamptz not null default clock_timestamp(),
  updated_at  timestamptz not null default clock_timestamp(),
  constraint charges_balance check ((state = 'APPROVED') = (balance_after is not null))
);
create index charges_pending on charges (updated_at) where state = 'PENDING';

create table concerts (
  id                     bigint primary key,
  title                  text not null,
  venue                  text not null,
  -- What was decided; what time has made of it since is concert_state().
  state                  text not null
    check (state in ('DRAFT', 'SCHEDULED', 'ON_SALE', 'PAUSED', 'SOLD_OUT', 'CLOSED')),
  currency               text not null,
  time_zone              text not null,
  sales_open_at          timestamptz not null,
  sales_close_at         timestamptz not null,
  max_held_seats         integer not null check (max_held_seats between 1 and 100),
  max_seats_per_user     integer not null check (max_seats_per_user between 1 and 100),
  hold_seconds           integer not null check (hold_seconds between 1 and 3600),
  capacity               integer not null check (capacity between 0 and 200000),
  admit_per_minute       integer not null check (admit_per_minute between 0 and 1000000),
  max_waiting            integer not null check (max_waiting between 0 and 2000000),
  waiting_ttl_seconds    integer not null check (waiting_ttl_seconds between 1 and 3600),
  admission_ttl_seconds  integer not null check (admission_ttl_seconds between 1 and 86400),
  queue_paused           boolean not null default false,
  queue_epoch            bigint not null default 1,
  -- Sequences below this are reserved by some head: none is handed out twice, ever.
  queue_sequences        bigint not null default 0,
  created_at             timestamptz not null default clock_timestamp(),
  constraint concerts_window check (sales_open_at < sales_close_at)
);

create table performances (
  id          bigint primary key,
  concert_id  bigint not null references concerts,
  starts_at   timestamptz not null,
  state       text not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
  total_seats integer not null
);
create index performances_concert on performances (concert_id);

create table reservations (
  id             bigint primary key,
  user_id        bigint not null references users,
  concert_id     bigint not null references concerts,
  performance_id bigint not null references performances,
  state          text not null check (state in ('HELD', 'CONFIRMED', 'EXPIRED', 'CANCELLED')),
  amount         bigint not null check (amount >= 0),
  currency       text not null,
  -- The place that the hold was made from.
  queue_epoch    bigint not null,
  queue_sequence bigint not null,
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  ended_at       timestamptz,
  -- Whether what follows a payment (the place's completion) is done; a sweeper finishes the rest.
  settled        boolean not null default false,
  constraint reservations_ended check ((state = 'HELD') = (ended_at is null))
);
create index reservations_user on reservations (user_id, id);
create index reservations_concert on reservations (concert_id, id);
create index reservations_live on reservations (expires_at) where state = 'HELD';
create index reservations_user_live on reservations (user_id, concert_id) where state in ('HELD', 'CONFIRMED');
create index reservations_unsettled on reservations (ended_at) where state = 'CONFIRMED' and not settled;

create table seats (
  id              bigint primary key,
  performance_id  bigint not null references performances,
  ordinal         integer not null,
  seat_guid       text not null,
  zone            text not null,
  row_label       text not null,
  number          text not null,
  category        text not null,
  price           bigint not null check (price >= 0),
  state           text not null default 'AVAILABLE' check (state in ('AVAILABLE', 'HELD', 'SOLD')),
  reservation_id  bigint references reservations,
  hold_expires_at timestamptz,
  -- Counts the changes of this seat; the seat map's version is the sum over the performance, so that
  -- it changes with every change, in whatever order the changes commit.
  version         bigint not null default 0,
  constraint seats_owner check ((state = 'AVAILABLE') = (reservation_id is null)),
  constraint seats_hold check ((state = 'HELD') = (hold_expires_at is not null)),
  unique (performance_id, ordinal),
  unique (performance_id, seat_guid)
) with (fillfactor = 80);
create index seats_reservation on seats (reservation_id) where reservation_id is not null;
create index seats_held on seats (hold_expires_at) where state = 'HELD';
create index seats_unsold on seats (performance_id) where state <> 'SOLD';

-- What each reservation reserved, at which price; kept when the seats have gone to somebody else.
create table reservation_seats (
  reservation_id bigint not null references reservations,
  seat_id        bigint not null references seats,
  price          bigint not null check (price >= 0),
  live           boolean not null default true,
  primary key (reservation_id, seat_id)
);
-- One owner: the database itself refuses a second live reservation of a seat.
create unique index reservation_seats_one_owner on reservation_seats (seat_id) where live;

create table payments (
  id             bigint primary key,
  reservation_id bigint not null unique references reservations,
  user_id        bigint not null references users,
  amount         bigint not null check (amount >= 0),
  state          text not null check (state in ('REQUESTED', 'PAID', 'REFUNDED')),
  -- The client's key for the payment: support finds the two sides of a question by it.
  transaction_key text not null,
  paid_at        timestamptz
);

create table payment_history (
  id              bigint generated always as identity primary key,
  payment_id      bigint not null references payments,
  transaction_key text not null,
  state           text not null,
  occurred_at     timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default clock_timestamp()
);
create index payment_history_payment on payment_history (payment_id);

create table ledger_entries (
  id             bigint primary key,
  user_id        bigint not null references wallets,
  entry_no       bigint not null,
  kind           text not null check (kind in ('CHARGE', 'PAYMENT', 'REFUND')),
  amount         bigint not null,
  balance_after  bigint not null check (balance_after >= 0),
  charge_id      bigint unique references charges,
  reservation_id bigint references reservations,
  created_at     timestamptz not null default clock_timestamp(),
  constraint ledger_entries_sign check ((kind = 'PAYMENT') = (amount < 0) or amount = 0),
  constraint ledger_entries_source check ((kind = 'CHARGE') = (charge_id is not null))
);
-- The order in which the movements took effect; ids are made before the wallet's lock is waited for.
create unique index ledger_entries_order on ledger_entries (user_id, entry_no);
-- A reservation is debited once.
create unique index ledger_entries_one_payment on ledger_entries (reservation_id) where kind = 'PAYMENT';

create table idempotency_keys (
  user_id    bigint not null,
  method     text not null,
  path       text not null,
  key        text not null,
  body_hash  text not null,
  -- What the answer is made from: the same row gives the same body.
  result     jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (user_id, key, path, method)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table audit_entries (
  id          bigint primary key,
  operator_id bigint not null,
  action      text not null,
  target      text not null,
  before      jsonb,
  after       jsonb,
  occurred_at timestamptz not null default clock_timestamp()
);
