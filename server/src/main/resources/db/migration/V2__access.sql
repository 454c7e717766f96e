-- Who may see what: domains, conversations, and the links that lead people there.
-- Positions and marks are microseconds of this database's clock.

-- The unit of authority: one row per workspace (same id), and one per DM between people without a common workspace.
create table domain (
  id bigint primary key,
  workspace bigint references workspace,
  -- The version of its memberships, and the position that all later content comes after.
  epoch bigint not null default 0,
  mark bigint not null default 0
);

create table conversation (
  id bigint primary key,
  domain bigint not null references domain,
  kind text not null check (kind in ('group', 'thread', 'dm')),
  name text not null,
  -- Of groups.
  visibility text check (visibility in ('open', 'private', 'secret')),
  state text not null default 'open' check (state in ('open', 'closed')),
  details_locked boolean not null default false,
  replies_locked boolean not null default false,
  starter bigint not null,
  -- Of a DM: its home and its people, so that there is one of each.
  dm_key text unique,
  created_at timestamptz not null default now(),
  -- The position of its newest event, and of the oldest that is kept.
  head bigint not null default 0,
  first_pos bigint not null default 0
);
create index conversation_domain on conversation (domain, kind);
-- Whether a group stands in the directory of a workspace. What somebody may not know of must cost them as much time as
-- what does not exist, so this has no entry for it; the sum keeps the planner from the primary key, which has one.
create index conversation_listed on conversation (domain, (id + 0)) where kind = 'group' and visibility <> 'secret';

-- Every stored edge, valid for the epochs [from_epoch, to_epoch). Kinds:
--   seat     person in workspace (role owner|admin|member)
--   direct   person on conversation (role admin|member)
--   via      group on thread
--   exclude  person kept off a thread whatever group leads there
--   suspend  person kept off the whole domain
create table link (
  id bigint generated always as identity primary key,
  domain bigint not null references domain,
  kind text not null check (kind in ('seat', 'direct', 'via', 'exclude', 'suspend')),
  person bigint,
  grp bigint,
  conversation bigint,
  role text check (role in ('owner', 'admin', 'member')),
  -- The epochs it holds for; *_mark is the domain's mark at that epoch. since_epoch: where the link began, if this row
  -- only changed its role.
  from_epoch bigint not null,
  from_mark bigint not null,
  since_epoch bigint,
  to_epoch bigint,
  to_mark bigint,
  -- Content with epoch >= opens_epoch and pos > opens_pos shows through the link; on an ended exclusion or suspension it
  -- says where the paths open again.
  opens_epoch bigint not null default 0,
  opens_pos bigint not null default 0,
  -- When the clock ends it; the row follows.
  until timestamptz,
  -- Who added an external, and in what relation they stand to the workspace.
  sponsor bigint,
  relation text,
  -- A DM that an external opened because of a shared conversation ends together with that conversation for people who have no seat.
  anchor bigint references conversation,
  reason text,
  changed_at timestamptz not null default clock_timestamp(),
  end_reason text,
  check ((kind in ('seat', 'suspend') and person is not null and conversation is null and grp is null)
      or (kind in ('direct', 'exclude') and person is not null and conversation is not null and grp is null)
      or (kind = 'via' and person is null and conversation is not null and grp is not null))
);
create unique index link_active on link (domain, kind, coalesce(person, 0), coalesce(grp, 0), coalesce(conversation, 0)) where to_epoch is null;
create index link_person on link (person, kind, conversation) where person is not null;
create index link_conversation on link (conversation, kind) where conversation is not null;
create index link_group on link (grp) where grp is not null;
create index link_from on link (domain, from_epoch);
create index link_to on link (domain, to_epoch) where to_epoch is not null;
create index link_until on link (until) where to_epoch is null and until is not null;
create index link_anchored on link (person) where anchor is not null and to_epoch is null;
-- What changed lately, for resume: links of a person, and recipient groups.
create index link_changed on link (person, changed_at);
create index link_group_changed on link (grp, changed_at) where grp is not null;

-- Who changed what: one record for each epoch of a log, written by the statement that writes the epoch and never altered.
create table audit (
  -- A domain or an account, and the epoch of its log.
  scope bigint not null,
  epoch bigint not null,
  -- The workspace whose record it is; null where it is an account's own, or in a DM without a workspace.
  workspace bigint,
  -- The wire name of the command, or of what the server does by itself.
  action text not null,
  -- Who did it, through which session; null if the server did.
  actor bigint,
  actor_kind text not null check (actor_kind in ('person', 'bot', 'server')),
  session bigint,
  -- Whom and what it was about, where it is one. Of an address the SHA-256 of its normal form: the record outlives it.
  conversation bigint,
  person bigint,
  grp bigint,
  address bytea,
  -- In the words of whoever did it; never shown to the one it is about.
  reason text,
  -- What was ended or written over, and what was begun or written: links and settings, each an object. Never a message's text
  -- or anything that opens something.
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (scope, epoch),
  check ((actor is null) = (actor_kind = 'server'))
);
create index audit_workspace on audit (workspace, at) where workspace is not null;

-- The membership log (scope = a domain) and the account log (scope = an account): gap-free epochs. None without its record.
create table change (
  scope bigint not null,
  epoch bigint not null,
  mark bigint not null,
  narrowing boolean not null,
  at timestamptz not null default clock_timestamp(),
  primary key (scope, epoch),
  foreign key (scope, epoch) references audit
);

-- An address that a workspace's admins have suspended, whether or not it belongs to an account: nothing is offered to it.
create table barred_address (
  domain bigint not null references domain,
  email text not null,
  actor bigint not null references account,
  reason text,
  at timestamptz not null default clock_timestamp(),
  primary key (domain, email)
);

-- A DM between people without a common workspace is its own home: this row gives it its id, so that two who open it
-- at the same moment meet in one domain.
create table dm_home (
  dm_key text primary key,
  domain bigint not null references domain
);

-- A DM that was opened by address has, once the address turned out to be somebody's, the key of its people. The key by
-- which it was opened leads to it still: so a person who opens it again by that address finds the same.
create table dm_alias (
  dm_key text primary key,
  conversation bigint not null references conversation
);
