-- Slash commands that bots offer: in one conversation, or wherever in the domain the bot is.
create table slash_command (
  domain bigint not null references domain,
  conversation bigint references conversation,
  bot bigint not null references account,
  name text not null,
  description text not null,
  usage text,
  made_by bigint not null,
  created_at timestamptz not null default clock_timestamp()
);
-- A name has one bot in a place.
create unique index slash_command_name on slash_command (domain, name, coalesce(conversation, 0));
create index slash_command_bot on slash_command (bot);

-- What people ask bots by them. Rows are there for a day, so that what is sent again is asked once; the text for as long as somebody may
-- answer. epoch and pos: where in the conversation it was asked, by which it and its answers are judged.
create table slash_ask (
  id bigint primary key,
  domain bigint not null,
  conversation bigint not null,
  bot bigint not null,
  asker bigint not null,
  client_id text not null,
  body_hash bytea not null,
  name text not null,
  -- Null once it is too late for an answer.
  body text,
  epoch bigint not null,
  pos bigint not null,
  asked_at timestamptz not null,
  answers integer not null default 0,
  unique (asker, client_id)
);
create index slash_ask_asked on slash_ask (asked_at);
create index slash_ask_place on slash_ask (conversation);
create index slash_ask_kept on slash_ask (asked_at) where body is not null;
create index slash_ask_open on slash_ask (asker, asked_at);

-- Answers. text: what the asker alone is told, and for seconds only, until every node has told the sessions it has.
create table slash_answer (
  ask bigint not null references slash_ask on delete cascade,
  client_id text not null,
  body_hash bytea not null,
  id bigint not null unique,
  text text,
  answered_at timestamptz not null,
  primary key (ask, client_id)
);
create index slash_answer_fresh on slash_answer (answered_at) where text is not null;
alter table slash_command alter column description set statistics 0;
alter table slash_ask alter column body set statistics 0;
alter table slash_answer alter column text set statistics 0;

-- Conversations that are closed and stand in no list but that of what is archived.
alter table conversation drop constraint conversation_state_check;
alter table conversation add constraint conversation_state_check check (state in ('open', 'closed', 'archived'));
