-- What somebody makes of a conversation in their own inbox: out of sight until something after a position, and a time to be
-- reminded. reminded_mark is when the last reminder came, as a position.
alter table marker add column archived_pos bigint, add column remind_at timestamptz, add column reminded_mark bigint;
create index marker_reminder on marker (remind_at) where remind_at is not null;

-- Messages that somebody keeps. mark orders them; no two of one person have the same.
create table saved (
  account bigint not null,
  conversation bigint not null,
  pos bigint not null,
  mark bigint not null,
  primary key (account, conversation, pos)
);
create unique index saved_newest on saved (account, mark desc);
