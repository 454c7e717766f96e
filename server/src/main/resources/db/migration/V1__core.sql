-- Content and membership: the tables the promise of removal stands on.
-- Ids are random positive 63-bit numbers; positions and marks are microseconds of this database's clock.

create table workspace (
  id bigint primary key,
  name text not null,
  created_at timestamptz not null default now()
);

-- The unit of authority: one row per workspace (same id), and one per DM between people without a common workspace.
create table domain (
  id bigint primary key,
  workspace bigint references workspace,
  epoch bigint not null default 0,
  mark bigint not null default 0
);

create table account (
  id bigint primary key,
  kind text not null check (kind in ('person', 'bot')),
  email text unique,
  name text not null,
  status_text text,
  password_hash text,
  epoch bigint not null default 0,
  created_at timestamptz not null default now()
);

create table conversation (
  id bigint primary key,
  domain bigint not null references domain,
  kind text not null check (kind in ('group', 'thread', 'dm')),
  name text not null,
  visibility text check (visibility in ('open', 'private', 'secret')),
  state text not null default 'open' check (state in ('open', 'closed')),
  details_locked boolean not null default false,
  replies_locked boolean not null default false,
  starter bigint not null,
  dm_key text unique,
  created_at timestamptz not null default now(),
  head bigint not null default 0,
  first_pos bigint not null default 0
);
create index conversation_domain on conversation (domain, kind);

-- Every stored edge, valid for the epochs [from_epoch, to_epoch). Kinds:
--   seat     person in workspace (role owner|admin|member)
--   direct   person on conversation (role admin|member)
--   via      group on thread
--   exclude  person kept off a thread whatever group leads there
--   suspend  person kept off the whole domain
-- opens_*: content with epoch >= opens_epoch and pos > opens_pos shows through the link; on an ended exclusion or
-- suspension it says where the paths open again. *_mark is the domain's mark at that epoch.
create table link (
  id bigint generated always as identity primary key,
  domain bigint not null references domain,
  kind text not null check (kind in ('seat', 'direct', 'via', 'exclude', 'suspend')),
  person bigint,
  grp bigint,
  conversation bigint,
  role text check (role in ('owner', 'admin', 'member')),
  from_epoch bigint not null,
  from_mark bigint not null,
  to_epoch bigint,
  to_mark bigint,
  opens_epoch bigint not null default 0,
  opens_pos bigint not null default 0,
  until timestamptz,
  sponsor bigint,
  relation text,
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
create index link_changed on link (person, changed_at);

-- The membership log (scope = a domain) and the account log (scope = an account): gap-free epochs.
create table change (
  scope bigint not null,
  epoch bigint not null,
  mark bigint not null,
  kind text not null,
  actor bigint,
  narrowing boolean not null,
  detail text,
  at timestamptz not null default clock_timestamp(),
  primary key (scope, epoch)
);

create table message (
  conversation bigint not null,
  pos bigint not null,
  epoch bigint not null,
  author bigint not null,
  text text,
  quote bigint,
  sent_at timestamptz not null,
  edited_at timestamptz,
  pinned_at timestamptz,
  primary key (conversation, pos)
);
create index message_pinned on message (conversation, pos) where pinned_at is not null;

-- Bodyless change records; (conversation, prev) chains them.
create table event (
  conversation bigint not null,
  pos bigint not null,
  prev bigint not null,
  epoch bigint not null,
  kind text not null,
  author bigint not null,
  target bigint,
  emoji text,
  at timestamptz not null,
  primary key (conversation, pos)
);

create table reaction (
  conversation bigint not null,
  pos bigint not null,
  emoji text not null,
  account bigint not null,
  primary key (conversation, pos, emoji, account)
);

create table mention (
  account bigint not null,
  conversation bigint not null,
  pos bigint not null,
  primary key (account, conversation, pos)
);

-- Idempotency: the answer a mutating command got, kept for 24 hours.
create table request (
  account bigint not null,
  client_id text not null,
  body_hash bytea not null,
  result text not null,
  at timestamptz not null default now(),
  primary key (account, client_id)
);
create index request_at on request using brin (at);

create table marker (
  account bigint not null,
  conversation bigint not null,
  read_pos bigint not null default 0,
  delivered_pos bigint not null default 0,
  followed boolean,
  primary key (account, conversation)
);

create table node (
  id text primary key,
  started_at timestamptz not null default now(),
  expires_at timestamptz
);

-- One row per narrowing change; closed when every debtor has paid.
create table fence (
  scope bigint not null,
  epoch bigint not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (scope, epoch)
);

create table fence_debt (
  scope bigint not null,
  epoch bigint not null,
  node text not null,
  paid_at timestamptz,
  primary key (scope, epoch, node)
);

-- floor_of(person, conversation): the one start of what a person may see now, or no row when no path is active.
-- The largest suffix that either one active path opens, or that an unbroken cover of paths reaches back to.
create function floor_of(a bigint, c bigint) returns table (epoch bigint, pos bigint)
language sql stable rows 1 as $$
  with home as (
    select d.id, d.epoch as now_epoch from conversation cc join domain d on d.id = cc.domain where cc.id = c
  ),
  edge as (
    select l.kind, l.grp, l.conversation, l.from_epoch, l.from_mark, l.opens_epoch, l.opens_pos, l.to_mark,
           case when l.to_epoch is null and l.until <= clock_timestamp() then h.now_epoch + 1 else l.to_epoch end as to_epoch
    from link l join home h on h.id = l.domain
    where (l.kind in ('direct', 'exclude') and l.person = a and l.conversation = c)
       or (l.kind = 'suspend' and l.person = a)
  ),
  path as (
    select from_epoch, to_epoch, opens_epoch, opens_pos, false as grouped from edge where kind = 'direct'
    union all
    select greatest(m.from_epoch, v.from_epoch), least(m.to_epoch, v.to_epoch),
           greatest(m.opens_epoch, v.opens_epoch), greatest(m.opens_pos, v.opens_pos), true
    from link v
    join home h on h.id = v.domain
    join lateral (
      select g.from_epoch, g.opens_epoch, g.opens_pos,
             case when g.to_epoch is null and g.until <= clock_timestamp() then h.now_epoch + 1 else g.to_epoch end as to_epoch
      from link g where g.kind = 'direct' and g.person = a and g.conversation = v.grp) m
      on m.from_epoch < coalesce(v.to_epoch, 9223372036854775807) and v.from_epoch < coalesce(m.to_epoch, 9223372036854775807)
    where v.kind = 'via' and v.conversation = c
  ),
  cut as (select grouped, span from (
    select true as grouped, range_agg(int8range(from_epoch, to_epoch)) as span from edge where kind = 'exclude'
    union all
    select false, range_agg(int8range(from_epoch, to_epoch)) from edge where kind = 'suspend') s),
  cover as (
    select unnest(range_agg(piece)) as run from (
      select int8multirange(int8range(p.from_epoch, p.to_epoch))
             - case when p.grouped then coalesce((select span from cut where grouped), '{}'::int8multirange) else '{}'::int8multirange end
             - coalesce((select span from cut where not grouped), '{}'::int8multirange) as piece
      from path p) pieces
  ),
  current_run as (select lower(run) as epoch from cover where upper_inf(run)),
  candidate as (
    select greatest(p.opens_epoch, x.lift_epoch) as epoch, greatest(p.opens_pos, x.lift_pos) as pos
    from path p
    cross join lateral (
      select coalesce(max(e.opens_epoch), 0) as lift_epoch, coalesce(max(e.opens_pos), 0) as lift_pos
      from edge e
      where e.to_epoch is not null
        and ((e.kind = 'exclude' and p.grouped) or (e.kind = 'suspend' and e.to_epoch > p.from_epoch))) x
    where p.to_epoch is null
      and not exists (select from edge e where e.to_epoch is null and (e.kind = 'suspend' or (e.kind = 'exclude' and p.grouped)))
    union all
    select r.epoch, (select ch.mark from change ch join home h on h.id = ch.scope where ch.epoch = r.epoch)
    from current_run r
  )
  select candidate.epoch, coalesce(candidate.pos, 0) from candidate order by coalesce(candidate.pos, 0), candidate.epoch limit 1
$$;
