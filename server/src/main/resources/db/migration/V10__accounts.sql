-- Credentials and sessions. Every secret is stored as the SHA-256 of 256 random bits, passwords as Argon2id.

alter table account
  add column email_verified_at timestamptz,
  add column api_token_hash bytea unique,
  add column bot_workspace bigint references workspace,
  add column bot_owner bigint references account,
  add column ended_at timestamptz;
create index account_bot on account (bot_workspace, bot_owner) where kind = 'bot';

create table session (
  id bigint primary key,
  account bigint not null references account,
  device text not null,
  created_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  idle_until timestamptz not null,
  generation bigint not null default 1,
  ended_at timestamptz,
  end_reason text check (end_reason in ('revoked', 'expired', 'suspended', 'replaced')),
  check ((ended_at is null) = (end_reason is null))
);
create index session_account on session (account, last_seen_at) where ended_at is null;
create index session_ended on session (account, ended_at) where ended_at is not null;

-- A session's refresh tokens. The session's generation is in use; tokens of the next one are handed out, and the
-- first of them that is used spends all others.
create table refresh_token (
  hash bytea primary key,
  session bigint not null references session on delete cascade,
  generation bigint not null,
  spent boolean not null default false,
  issued_at timestamptz not null default clock_timestamp()
);
create index refresh_token_session on refresh_token (session, generation);

-- Tokens that mails and the host's console carry; each is good once.
create table one_time_token (
  hash bytea primary key,
  kind text not null check (kind in ('sign_in', 'invitation', 'workspace_invitation', 'set_up')),
  email text,
  subject bigint,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  spent_at timestamptz,
  check ((kind = 'set_up') = (email is null))
);
create index one_time_token_email on one_time_token (email, kind, created_at);
create index one_time_token_subject on one_time_token (subject) where subject is not null;
create index one_time_token_expires on one_time_token (expires_at);
