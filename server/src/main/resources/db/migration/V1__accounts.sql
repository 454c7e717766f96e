-- Who there is: workspaces, accounts, and what opens an account.
-- Ids are random positive 63-bit numbers. Every secret is stored as the SHA-256 of 256 random bits, passwords as Argon2id.

create table workspace (
  id bigint primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table account (
  id bigint primary key,
  kind text not null check (kind in ('person', 'bot')),
  email text unique,
  email_verified_at timestamptz,
  name text not null,
  -- The words of the name as people search them (FoldedName), each after a space.
  folded text not null default '',
  status_text text,
  password_hash text,
  -- A version of the account's credentials: what was proved about an older one opens no session.
  credentials bigint not null default 0,
  -- The epoch of the account log.
  epoch bigint not null default 0,
  -- Of bots: whose they are, and their one token, which can be replaced and can have an end.
  bot_workspace bigint references workspace,
  bot_owner bigint references account,
  api_token_hash bytea unique,
  api_token_version bigint not null default 1,
  api_token_expires_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index account_bot on account (bot_workspace, bot_owner) where kind = 'bot';
create index account_name on account (lower(name) text_pattern_ops);

create table session (
  id bigint primary key,
  account bigint not null references account,
  device text not null,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  -- When it ends if it is not used, and when it ends however much it is used; a bot's not later than its token.
  idle_until timestamptz not null,
  ends_at timestamptz not null,
  -- The refresh tokens of this generation are in use.
  generation bigint not null default 1,
  -- When it was opened by a mailed link: for a while that stands for the present password.
  mailbox_proved_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('revoked', 'expired', 'suspended', 'replaced')),
  check ((ended_at is null) = (end_reason is null))
);
create index session_account on session (account, last_seen_at) where ended_at is null;
create index session_ended on session (account, ended_at) where ended_at is not null;

-- A session's refresh tokens. Those of the next generation are handed out; the first of them that is used spends all others.
create table refresh_token (
  hash bytea primary key,
  session bigint not null references session on delete cascade,
  generation bigint not null,
  spent boolean not null default false,
  -- For a moment after this its use is a parallel request, later it is a copy.
  spent_at timestamptz,
  issued_at timestamptz not null default clock_timestamp(),
  check (spent = (spent_at is not null))
);
create index refresh_token_session on refresh_token (session, generation);

-- Tokens that mails and the host's console carry; each is good once.
create table one_time_token (
  hash bytea primary key,
  kind text not null check (kind in ('sign_in', 'invitation', 'workspace_invitation', 'set_up')),
  email text,
  -- The invitation it is about.
  subject bigint,
  -- Who asked for it: a keyed hash of the network, or of the device that signed in before.
  source bytea,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  spent_at timestamptz,
  check ((kind = 'set_up') = (email is null))
);
create index one_time_token_email on one_time_token (email, kind, created_at);
create index one_time_token_source on one_time_token (email, source, created_at) where source is not null;
create index one_time_token_subject on one_time_token (subject) where subject is not null;
create index one_time_token_expires on one_time_token (expires_at);

-- Changes of what opens an account or its bots. The owner is mailed about each.
create table credential_change (
  id bigint primary key,
  account bigint not null references account,
  what text not null check (what in ('password_set', 'password_changed', 'sessions_ended', 'bot_token_made')),
  bot bigint references account,
  at timestamptz not null default clock_timestamp()
);
create index credential_change_account on credential_change (account, at);
