-- What several nodes read of each other. Written only where the cluster is enabled.

-- Each lane of each node, and the number of the last batch it committed.
create table lane (
  id bigint primary key,
  node text not null,
  last bigint not null default 0
);

-- What a lane committed, by a number without gaps: the lane's row is locked until the commit, so whoever sees a number sees all before it.
create table batch (
  lane bigint not null,
  number bigint not null,
  -- 'content', 'domain' or 'account'.
  kind text not null,
  -- Of a change: the log that it moved, and from where to where.
  scope bigint,
  from_epoch bigint,
  to_epoch bigint,
  narrowing boolean not null default false,
  policies boolean not null default false,
  -- The conversations in which something was appended, with their domains, and where each stood before.
  domains bigint[] not null,
  conversations bigint[] not null,
  befores bigint[] not null,
  at timestamptz not null default clock_timestamp(),
  primary key (lane, number)
);
create index batch_at on batch using brin (at);
-- Which lane made an epoch, for a commit of unknown outcome.
create index batch_change on batch (scope, to_epoch) where scope is not null;

-- When a node came to owe a fence, which bounds its lease; and what it did for it, for the receipt.
alter table fence_debt
  add column owed_at timestamptz not null default clock_timestamp(),
  add column sessions integer not null default 0,
  add column micros bigint not null default 0;
