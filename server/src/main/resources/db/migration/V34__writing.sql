-- What somebody has begun to write in a conversation. mark orders drafts; no two of one person have the same.
create table draft (
  account bigint not null,
  conversation bigint not null,
  text text not null,
  quote bigint,
  mark bigint not null,
  saved_at timestamptz not null default clock_timestamp(),
  primary key (account, conversation)
);
create unique index draft_newest on draft (account, mark desc);
create index draft_age on draft (saved_at);

-- Messages that their authors want sent at a time. The transaction that appends one deletes its row, so each is sent once.
create table scheduled (
  id bigint primary key,
  account bigint not null,
  conversation bigint not null,
  text text not null,
  quote bigint,
  -- Uploads, in the order in which the message carries them.
  files bigint[] not null,
  -- The domain's epoch at which the author looked who reads it, and whether it is sent to who came since.
  audience bigint not null,
  newcomers boolean not null,
  at timestamptz not null,
  -- Grows with each change, so that no other text is sent than that which was leased.
  version bigint not null default 1,
  -- The error with which sending it failed; null while it waits.
  reason text,
  leased_until timestamptz
);
create index scheduled_due on scheduled (at) where reason is null;
create index scheduled_held on scheduled (at) where reason is not null;
create index scheduled_of on scheduled (account);

-- The texts that messages had before they were edited.
create table message_version (
  conversation bigint not null,
  pos bigint not null,
  written_at timestamptz not null,
  text text not null,
  primary key (conversation, pos, written_at)
);
