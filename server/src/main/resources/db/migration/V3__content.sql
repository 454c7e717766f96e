-- What people write. A message is (conversation, pos): no second id. Its text stands in one row, so deleting is one update.

create table message (
  conversation bigint not null,
  pos bigint not null,
  epoch bigint not null,
  author bigint not null,
  -- Null once it was deleted.
  text text,
  -- The position of the quoted message, and its epoch, so that a floor tells whether it shows without looking it up.
  quote bigint,
  quote_epoch bigint,
  sent_at timestamptz not null,
  edited_at timestamptz,
  pinned_at timestamptz,
  primary key (conversation, pos)
);
create index message_pinned on message (conversation, pos) where pinned_at is not null;
-- What an inbox has to find however many deleted messages, or messages of one's own, follow it (R__content_functions).
create index message_living on message (conversation, author, pos) where text is not null;

-- Bodyless change records; (conversation, prev) chains them.
create table event (
  conversation bigint not null,
  pos bigint not null,
  prev bigint not null,
  epoch bigint not null,
  kind text not null,
  author bigint not null,
  -- The position of the message it is about.
  target bigint,
  emoji text,
  at timestamptz not null,
  primary key (conversation, pos)
);
create index event_emoji on event (conversation, target) where emoji is not null;
create index event_at on event using brin (at);
-- What changed about a conversation itself, for resume: the log holds far more posts than these.
create index event_state on event (conversation, pos) where kind in ('changed', 'joined', 'left', 'promoted');

-- Reactions show in the order of their first use.
create table reaction (
  conversation bigint not null,
  pos bigint not null,
  emoji text not null,
  account bigint not null,
  at timestamptz not null default clock_timestamp(),
  primary key (conversation, pos, emoji, account)
);

create table mention (
  account bigint not null,
  conversation bigint not null,
  pos bigint not null,
  primary key (account, conversation, pos)
);
create index mention_message on mention (conversation, pos);
create index mention_newest on mention (account, pos desc);

-- How far somebody has read, and whether they follow.
create table marker (
  account bigint not null,
  conversation bigint not null,
  read_pos bigint not null default 0,
  delivered_pos bigint not null default 0,
  -- Null where nobody said: then the kind of the conversation decides.
  followed boolean,
  primary key (account, conversation)
);
-- Watermarks of a conversation, those furthest ahead first.
create index marker_conversation on marker (conversation, read_pos desc);

-- What was written on a day (UTC), over all nodes: each adds its counts every few seconds.
-- kind: member or external (scope = an account), conversation, workspace (scope = a domain).
create table content_day (
  kind text not null,
  scope bigint not null,
  day date not null,
  rows bigint not null,
  bytes bigint not null,
  primary key (kind, scope, day)
);
create index content_day_old on content_day using brin (day);
