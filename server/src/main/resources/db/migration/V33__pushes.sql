-- Pushes: devices that are told of notices while nobody is there.

-- A device of a person; session: with which it ends, if with one, or 0 once all of its person's were ended. address: the URL of a push
-- service, or the token by which the operator's gateway knows it.
create table push_device (
  id bigint primary key,
  account bigint not null references account,
  session bigint,
  kind text not null check (kind in ('web', 'gateway')),
  name text not null,
  address text not null,
  -- Of browsers: their public key, and the secret that goes into each key.
  p256dh bytea,
  auth bytea,
  created_at timestamptz not null default clock_timestamp(),
  -- The calls that failed since it last took one, since when, and until when it is left alone.
  failures integer not null default 0,
  failing_since timestamptz,
  rests_until timestamptz,
  check ((kind = 'web') = (p256dh is not null and auth is not null))
);
create unique index push_device_address on push_device (kind, address);
create index push_device_account on push_device (account, created_at);

-- A push about one conversation that is due at a time; notices join it until it is handed to the outbox. What it says is made when it is
-- sent.
create table push_plan (
  account bigint not null,
  conversation bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  primary key (account, conversation)
);
create index push_plan_due on push_plan (due_at);

-- What a device may show of a conversation because it was pushed to: withdrawn when its person loses the conversation.
create table push_told (
  device bigint not null references push_device on delete cascade,
  conversation bigint not null,
  account bigint not null,
  told_at timestamptz not null default clock_timestamp(),
  -- When it was last looked whether they still have it.
  checked_at timestamptz not null default clock_timestamp(),
  primary key (device, conversation)
);
create index push_told_account on push_told (account);
create index push_told_age on push_told (told_at);
create index push_told_checked on push_told (checked_at);

-- The key pair with which push services know this installation; the private one is sealed.
create table push_key (
  one boolean primary key default true check (one),
  public bytea not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp()
);
