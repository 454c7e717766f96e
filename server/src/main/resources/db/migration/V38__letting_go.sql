-- Blocks, reports to those who moderate, and exports.

-- Whom somebody blocked. Nobody else is told of it; who is named here need not exist.
create table block (
  account bigint not null,
  blocked bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (account, blocked)
);
create index block_blocked on block (blocked);

-- A report of a message to those who moderate, with the text as it stood then: its author cannot take that back. text is null once the
-- author was erased.
create table report (
  id bigint primary key,
  domain bigint not null,
  conversation bigint not null,
  pos bigint not null,
  reporter bigint not null,
  reason text not null,
  note text,
  author bigint not null,
  text text,
  sent_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  outcome text,
  resolved_by bigint,
  resolved_at timestamptz,
  -- When a mail told those who run the workspace that it is open.
  told_at timestamptz,
  check ((outcome is null) = (resolved_at is null))
);
create unique index report_once on report (reporter, conversation, pos);
create index report_newest on report (domain, created_at desc, id desc);
create index report_of_conversation on report (conversation, created_at desc, id desc);
create index report_untold on report (domain) where told_at is null and outcome is null;
create index report_of_reporter on report (reporter, created_at);
create index report_of_author on report (author);
alter table report alter column text set statistics 0, alter column note set statistics 0;

-- The export that is under way, of a workspace or of what is an account's own (scope): one at a time. Whoever goes on with it moves
-- moved_at.
create table export_run (
  scope bigint primary key,
  id bigint not null,
  account bigint not null,
  -- Whether it holds what its reader does not see.
  whole boolean not null,
  begun_at timestamptz not null default clock_timestamp(),
  moved_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  -- How many were begun on a day.
  day date not null default current_date,
  begun integer not null default 1
);
