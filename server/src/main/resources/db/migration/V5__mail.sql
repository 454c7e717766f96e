-- Invitations, and the outbox with the mails that carry them and everything else.

-- An invitation into one conversation by address: what will be added when its addressee accepts. opens_* were resolved when it was made.
create table invitation (
  id bigint primary key,
  domain bigint not null references domain,
  conversation bigint not null references conversation,
  email text not null,
  inviter bigint not null references account,
  role text not null check (role in ('admin', 'member')),
  opens_epoch bigint not null,
  opens_pos bigint not null,
  until timestamptz,
  relation text,
  name text,
  note text,
  state text not null default 'pending'
    check (state in ('pending', 'undeliverable', 'accepted', 'declined', 'revoked')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  answered_at timestamptz
);
create unique index invitation_open on invitation (conversation, email) where state in ('pending', 'undeliverable');
create index invitation_email on invitation (email, created_at) where state in ('pending', 'undeliverable');
create index invitation_domain on invitation (domain, email) where state in ('pending', 'undeliverable');
create index invitation_conversation on invitation (conversation, created_at);

-- An invitation into a workspace, as a member.
create table workspace_invitation (
  id bigint primary key,
  workspace bigint not null references workspace,
  email text not null,
  inviter bigint not null references account,
  role text not null check (role in ('admin', 'member')),
  note text,
  state text not null default 'pending' check (state in ('pending', 'undeliverable', 'accepted', 'revoked')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  answered_at timestamptz
);
create unique index workspace_invitation_open on workspace_invitation (workspace, email)
  where state in ('pending', 'undeliverable');

-- What leaves by a worker and no socket: mails, one day pushes and webhooks. A row lives until it was handed over, was no longer wanted,
-- or was given up and kept for a while; the one-time token in it exists in clear nowhere else. What is said is made when the row is
-- sent, from what is true then.
create table outbox (
  id bigint primary key,
  exit text not null,
  kind text not null,
  recipient text not null,
  -- Empty where it carries none.
  token text not null,
  -- What it is about: an invitation, a link, a change of credentials.
  subject bigint,
  -- The domain from which it leaves on somebody's word, if it does.
  home bigint,
  state text not null default 'waiting' check (state in ('waiting', 'leased', 'dead')),
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  -- Who is sending it; good until its end, and as long as the node lives.
  lease_node text,
  lease_ends timestamptz,
  -- What went wrong at the last attempt; names no address.
  why text,
  dead_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check ((state = 'leased') = (lease_node is not null and lease_ends is not null)),
  check ((state = 'dead') = (dead_at is not null))
);
create index outbox_due on outbox (exit, due_at) where state = 'waiting';
create index outbox_leased on outbox (exit) where state = 'leased';
create index outbox_dead on outbox (dead_at) where state = 'dead';
create index outbox_subject on outbox (subject) where subject is not null;

-- What somebody wrote for a mail that tells of an addition by name, for as long as the mail waits.
create table mail_note (
  mail bigint primary key references outbox on delete cascade,
  note text not null
);

-- Mails that leave on somebody's word, in a sliding day: what bounds them, whichever node counts. The address stands here in the
-- form that is counted: without the tag of its local part. leaves_at: when the mail may leave, later than it was asked for if the
-- address has had its share from everybody together.
create table mail_quota (
  id bigint primary key,
  sort text not null check (sort in ('invitation', 'addition')),
  inviter bigint not null,
  home bigint not null,
  conversation bigint,
  address text not null,
  at timestamptz not null default clock_timestamp(),
  leaves_at timestamptz not null
);
create index mail_quota_inviter on mail_quota (inviter, at);
create index mail_quota_conversation on mail_quota (conversation, at) where conversation is not null;
create index mail_quota_home on mail_quota (home, at);
create index mail_quota_address on mail_quota (address, leaves_at);
create index mail_quota_leaves on mail_quota (leaves_at);

-- Who wants no more mails that leave on somebody's word: to an address, counted as limits count it; from one home, or from everybody
-- (home = 0).
create table mail_stop (
  address text not null,
  home bigint not null,
  at timestamptz not null default clock_timestamp(),
  primary key (address, home)
);
