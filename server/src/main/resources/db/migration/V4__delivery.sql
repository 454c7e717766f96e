-- What makes commands safe to repeat, and removals final.

-- Idempotency: the answer a mutating command got, kept for 24 hours.
create table request (
  account bigint not null,
  client_id text not null,
  body_hash bytea not null,
  result text not null,
  at timestamptz not null default now(),
  primary key (account, client_id)
);
create index request_at on request using brin (at);

-- The processes that serve; a new id at every start.
create table node (
  id text primary key,
  started_at timestamptz not null default now(),
  expires_at timestamptz
);

-- Those that may still let something out.
create view live_node as
  select id from node where expires_at is null or expires_at > now();

-- One row per narrowing change; closed when every debtor has paid. Scope and epoch are those of the log.
create table fence (
  scope bigint not null,
  epoch bigint not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (scope, epoch)
);

create table fence_debt (
  scope bigint not null,
  epoch bigint not null,
  node text not null,
  paid_at timestamptz,
  primary key (scope, epoch, node)
);
-- What paying looks for: the open fences and the unpaid debts of a scope, however many are closed and paid.
create index fence_open on fence (scope, epoch) where closed_at is null;
create index fence_debt_unpaid on fence_debt (scope, node, epoch) where paid_at is null;
