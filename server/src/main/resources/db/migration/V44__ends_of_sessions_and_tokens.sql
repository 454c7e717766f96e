-- A session ends, however much it is used; a bot's not later than the token it was opened with.
alter table session add column ends_at timestamptz not null default 'infinity';
alter table session alter column ends_at drop default;

-- The tokens of bots can be replaced, and can have an end.
alter table account
  add column api_token_version bigint not null default 1,
  add column api_token_expires_at timestamptz;
