-- Webhooks: services that post into one conversation (in), and those that are told what happens there (out). A row is there for as long
-- as its webhook; deleting it takes its URL along.
create table webhook (
  id bigint primary key,
  conversation bigint not null references conversation,
  -- By whose right it works.
  owner bigint not null references account,
  direction text not null check (direction in ('in', 'out')),
  name text not null,
  -- Its secret follows from its id and this number by the installation's key, and is stored nowhere.
  version bigint not null default 1,
  -- Until when the secret of the version before is good too.
  old_until timestamptz,
  -- In: who posts.
  bot bigint references account,
  -- Out: what is called with what, and up to where the log was read for it.
  url text,
  host text,
  events text[],
  cursor bigint not null default 0,
  failing_since timestamptz,
  -- When it was given up.
  failed_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check ((direction = 'in') = (bot is not null)),
  check ((direction = 'out') = (url is not null and host is not null and events is not null))
);
create index webhook_conversation on webhook (conversation, created_at);
create index webhook_bot on webhook (bot) where bot is not null;
create index webhook_fed on webhook (id) where direction = 'out' and failed_at is null;
