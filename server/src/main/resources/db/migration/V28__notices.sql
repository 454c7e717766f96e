-- Notices: what an event means for a person, decided once after its commit.

-- How far the events of a conversation were judged. Who moves it holds the row's lock, and writes the notices in the same transaction.
create table notice_cursor (
  conversation bigint primary key,
  pos bigint not null
);
-- What was written before was judged by nobody, and is no news.
insert into notice_cursor (conversation, pos) select id, head from conversation;

-- How far all nodes together have looked for events that no node was told of, because one died.
create table notice_sweep (
  one boolean primary key default true check (one),
  seen_at timestamptz not null
);
insert into notice_sweep (seen_at) values (clock_timestamp());

-- It holds no content and gives no right: whoever shows or sends anything of it asks for the right of that moment.
-- It is open until the person has read the conversation up to pos (marker.read_pos); nothing else says so.
create table notice (
  account bigint not null,
  conversation bigint not null,
  -- The event's position; message: that of the message it is about, if it is about one.
  pos bigint not null,
  message bigint,
  domain bigint not null,
  reason text not null,
  author bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  -- The end of quiet hours in which it came.
  held_until timestamptz,
  -- The mail that tells of it (notice_mail), waiting or sent.
  mail bigint,
  primary key (account, conversation, pos)
);
create index notice_newest on notice (account, created_at desc);
create index notice_mail_rows on notice (mail) where mail is not null;
create index notice_old on notice using brin (created_at);

-- What a person wants to hear of. conversation 0: everywhere else. Null: as everywhere else, or as the server does it.
create table notice_setting (
  account bigint not null,
  conversation bigint not null,
  level text check (level in ('all', 'mentions', 'nothing')),
  muted_until timestamptz,
  mail text check (mail in ('immediate', 'daily', 'weekly', 'off')),
  primary key (account, conversation)
);
-- Those who want all of a conversation, or of every one.
create index notice_setting_all on notice_setting (conversation, account) where level = 'all';

-- Quiet hours: until a moment, and by the week: for each day the minutes of the day in the zone.
create table notice_quiet (
  account bigint primary key,
  until timestamptz,
  zone text,
  week text
);

-- Words that a person wants to hear of; first: the first of them in the form in which words are compared.
create table notice_keyword (
  account bigint not null,
  keyword text not null,
  first text not null,
  place integer not null,
  primary key (account, keyword)
);
create index notice_keyword_first on notice_keyword (first);

-- Who follows a file, by its first version.
create table file_follow (
  account bigint not null,
  conversation bigint not null,
  file bigint not null,
  primary key (account, file)
);
create index file_follow_file on file_follow (file);

-- A mail that tells of notices: of one conversation (conversation), or a digest of all (0), due at a time. Notices join it until it is
-- handed to the outbox; what it says is made when it is sent.
create table notice_mail (
  id bigint primary key,
  account bigint not null,
  conversation bigint not null,
  kind text not null check (kind in ('immediate', 'daily', 'weekly')),
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  handed boolean not null default false
);
create unique index notice_mail_waiting on notice_mail (account, conversation, kind) where not handed;
create index notice_mail_due on notice_mail (due_at) where not handed;
create index notice_mail_handed on notice_mail (created_at) where handed;

-- Who follows a conversation: asked for each message that is judged.
create index marker_followed on marker (conversation, account) where followed;
