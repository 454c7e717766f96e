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
-- suspension it says where the paths open again. *_mark is the domain's mark at that epoch. since_epoch: where the
-- link began, if this row only changed its role.
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
  since_epoch bigint,
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
-- A link that the clock ended does not cover its last epoch, because it ended somewhere within it.
create function floor_of(a bigint, c bigint) returns table (epoch bigint, pos bigint)
language sql stable rows 1 as $$
  with home as (
    select d.id, d.epoch as now_epoch from conversation cc join domain d on d.id = cc.domain where cc.id = c
  ),
  own as (
    select l.kind, l.conversation, l.from_epoch, l.from_mark, coalesce(l.since_epoch, l.from_epoch) as since_epoch, l.to_mark, l.opens_epoch, l.opens_pos,
           l.to_epoch is null and (l.until is null or l.until > clock_timestamp()) as active,
           case when l.to_epoch is null and l.until <= clock_timestamp() then h.now_epoch
                when l.end_reason = 'expired' then greatest(l.from_epoch, l.to_epoch - 1)
                else l.to_epoch end as to_epoch
    from home h
    cross join lateral (
      select * from link where person = a and kind in ('direct', 'exclude') and conversation = c
      union all
      select * from link where person = a and kind = 'suspend' and conversation is null
      union all
      select g.* from (select distinct grp from link where kind = 'via' and conversation = c) v
      join link g on g.person = a and g.kind = 'direct' and g.conversation = v.grp) l
    where l.domain = h.id
  ),
  path as (
    select from_epoch, from_mark, since_epoch, to_epoch, opens_epoch, opens_pos, active, false as grouped
    from own where kind = 'direct' and conversation = c
    union all
    select greatest(m.from_epoch, v.from_epoch), greatest(m.from_mark, v.from_mark),
           greatest(m.since_epoch, v.from_epoch), least(m.to_epoch, v.to_epoch),
           greatest(m.opens_epoch, v.opens_epoch), greatest(m.opens_pos, v.opens_pos),
           m.active and v.to_epoch is null, true
    from link v
    join own m on m.kind = 'direct' and m.conversation = v.grp
      and m.from_epoch < coalesce(v.to_epoch, 9223372036854775807) and v.from_epoch < coalesce(m.to_epoch, 9223372036854775807)
    where v.kind = 'via' and v.conversation = c
  ),
  cut as (
    select (select range_agg(int8range(from_epoch, to_epoch)) from own where kind in ('exclude', 'suspend')) as of_groups,
           (select range_agg(int8range(from_epoch, to_epoch)) from own where kind = 'suspend') as of_all
  ),
  cover as (
    select unnest(range_agg(
      int8multirange(int8range(p.from_epoch, p.to_epoch))
        - coalesce(case when p.grouped then cut.of_groups else cut.of_all end, '{}'::int8multirange))) as run
    from path p cross join cut
  ),
  candidate as (
    select greatest(p.opens_epoch, x.lift_epoch) as epoch, greatest(p.opens_pos, x.lift_pos) as pos
    from path p
    cross join lateral (
      select coalesce(max(e.opens_epoch), 0) as lift_epoch, coalesce(max(e.opens_pos), 0) as lift_pos
      from own e
      where e.to_epoch is not null
        and ((e.kind = 'exclude' and p.grouped) or (e.kind = 'suspend' and e.to_epoch > p.since_epoch))) x
    where p.active
      and not exists (select from own e where e.to_epoch is null and (e.kind = 'suspend' or (e.kind = 'exclude' and p.grouped)))
    union all
    select lower(r.run), coalesce(
      (select max(p.from_mark) from path p where p.from_epoch = lower(r.run)),
      (select max(e.to_mark) from own e where e.to_epoch = lower(r.run) and e.kind in ('exclude', 'suspend')), 0)
    from cover r where upper_inf(r.run)
  )
  select candidate.epoch, candidate.pos from candidate order by candidate.pos, candidate.epoch limit 1
$$;
