-- Join links, and the requests of people who come by them.

-- A link by which people apply to join one conversation. What it opens is resolved when somebody comes in.
create table join_link (
  id bigint primary key,
  domain bigint not null references domain,
  conversation bigint not null references conversation,
  maker bigint not null references account,
  -- SHA-256 of the token, which is stored nowhere.
  hash bytea not null unique,
  uses_max integer not null,
  -- Null for any.
  mail_domains text[],
  approval boolean not null,
  -- The window of the past and the number in it; null for what the policies say.
  history text check (history in ('from_now', 'last_days', 'everything', 'from_message')),
  history_number bigint,
  -- How long the access lasts that it gives.
  until timestamptz,
  days integer,
  relation text,
  note text,
  revoked_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  check (until is null or days is null)
);
create index join_link_conversation on join_link (conversation, created_at) where revoked_at is null;
create index join_link_domain on join_link (domain) where revoked_at is null;

-- Somebody who wants to come in: one row for each who applied by a link, whatever came of it. person: who was signed in; email: an
-- address that was typed in, whose owner goes on by the invitation.
create table join_request (
  id bigint primary key,
  domain bigint not null references domain,
  conversation bigint not null references conversation,
  link bigint not null references join_link,
  person bigint references account,
  email text,
  name text,
  note text,
  state text not null check (state in ('pending', 'approved', 'denied', 'ended')),
  invitation bigint,
  answered_by bigint references account,
  answered_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  check ((person is null) <> (email is null))
);
create unique index join_request_person on join_request (link, person) where person is not null;
create unique index join_request_email on join_request (link, email) where email is not null;
create index join_request_link on join_request (link, state);
create index join_request_open on join_request (conversation, created_at) where state = 'pending';
create index join_request_asker on join_request (person) where state = 'pending';
create index join_request_domain on join_request (domain) where state = 'pending';
