-- Polls of messages. Options are lines; counts and voters say how the votes stand. Who writes them holds the row's lock.
create table poll (
  conversation bigint not null,
  pos bigint not null,
  options text not null,
  multiple boolean not null,
  anonymous boolean not null,
  ends_at timestamptz,
  closed_at timestamptz,
  counts integer[] not null,
  voters integer not null,
  -- When somebody voted last.
  changed_at timestamptz,
  primary key (conversation, pos)
);
create index poll_changed on poll (changed_at) where changed_at is not null;

-- Who chose what in a named poll. No time is kept, and so no order in which people voted.
create table poll_vote (
  conversation bigint not null,
  pos bigint not null,
  account bigint not null,
  choices integer[] not null,
  primary key (conversation, pos, account)
);

-- The votes of an anonymous one. The code is the same for the same person and poll, and only the installation's key makes it.
create table poll_ballot (
  conversation bigint not null,
  pos bigint not null,
  code bytea not null,
  choices integer[] not null,
  primary key (conversation, pos, code)
);

-- With a poll its votes go, in the same transaction.
create function poll_went() returns trigger language plpgsql as $$
begin
  delete from poll_vote v using went w where v.conversation = w.conversation and v.pos = w.pos;
  delete from poll_ballot b using went w where b.conversation = w.conversation and b.pos = w.pos;
  return null;
end
$$;
create trigger poll_went after delete on poll
  referencing old table as went for each statement execute function poll_went();

-- What a message shows of the pages to which it links. It goes with the message, and with an edit.
create table preview (
  conversation bigint not null,
  pos bigint not null,
  place bigint not null,
  url text not null,
  title text not null,
  description text,
  site text,
  primary key (conversation, pos, place)
);

-- Messages whose links are still to be read: lines. The node that reads them holds a lease.
create table preview_wanted (
  conversation bigint not null,
  pos bigint not null,
  author bigint not null,
  urls text not null,
  asked_at timestamptz not null default clock_timestamp(),
  leased_until timestamptz not null default '-infinity',
  tries integer not null default 0,
  primary key (conversation, pos)
);
create index preview_wanted_next on preview_wanted (leased_until);

-- Whether its author took the previews away, for good.
alter table message add column unpreviewed boolean not null default false;

-- Pages as they were read, by the hash of their URL. One without a title shows nothing.
create table preview_page (
  key bytea primary key,
  title text,
  description text,
  site text,
  expires_at timestamptz not null default '-infinity',
  leased_until timestamptz not null
);
create index preview_page_expiry on preview_page (expires_at);

-- Links that were read in an hour, for an account or a workspace (its domain).
create table preview_use (
  scope bigint not null,
  hour timestamptz not null,
  links bigint not null,
  primary key (scope, hour)
);
