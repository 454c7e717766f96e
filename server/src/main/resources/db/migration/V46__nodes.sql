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

-- What a node says of itself to whoever looks after the cluster.
alter table node
  add column host text not null default '',
  add column version text not null default '';

-- The connections of each node, and how people said that they are there. Unlogged: after a crash every node writes its own again.
create unlogged table connection (
  node text not null,
  id bigint not null,
  account bigint not null,
  session bigint not null,
  tab text not null,
  -- When it came, in microseconds: of too many the oldest go.
  since bigint not null,
  primary key (node, id)
);
create index connection_account on connection (account);

create unlogged table presence (
  account bigint primary key,
  state text not null,
  says text
);

-- What the devices at other nodes are to be told and is in no log: typing, marks, and the like. Kept for seconds; its loss costs nothing
-- that is not right again when it is read. The number has no gaps: each node writes its rows one transaction after the other.
create unlogged table signal (
  node text not null,
  number bigint not null,
  -- 'devices', 'open', or what else the nodes tell each other.
  kind text not null,
  accounts bigint[] not null,
  -- The subject, by which it is judged as it leaves; and the frame.
  tag text not null,
  domain bigint not null,
  conversation bigint not null,
  needs bigint not null,
  epoch bigint not null,
  pos bigint not null,
  whose bigint[] not null,
  flag boolean not null,
  frame text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (node, number)
);
create index signal_at on signal (at);
-- Frames are made of what people write: no sample of them is kept.
alter table signal alter column frame set statistics 0;
alter table presence alter column says set statistics 0;
