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
