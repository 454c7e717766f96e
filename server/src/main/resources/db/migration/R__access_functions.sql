-- Who reaches what. Functions have one text, here; Flyway runs the file again whenever it changed.

-- floor_of(person, conversation): the one start of what a person may see now, or no row when no path is active.
-- The largest suffix that either one active path opens, or that an unbroken cover of paths reaches back to.
-- A link that the clock ended does not cover its last epoch, because it ended somewhere within it.
create or replace function floor_of(a bigint, c bigint) returns table (epoch bigint, pos bigint)
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

-- paths_of(person): every active path, one row each; grp is the group it goes through, if any. An admin of a group is one of
-- the threads that are addressed to it. What of the content shows is floor_of's matter.
create or replace function paths_of(a bigint) returns table (conversation bigint, domain bigint, grp bigint, role text, until timestamptz)
language sql stable as $$
  select l.conversation, l.domain, null::bigint, l.role, l.until
  from link l
  where l.person = a and l.kind = 'direct' and l.to_epoch is null
    and (l.until is null or l.until > clock_timestamp())
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = l.domain and s.to_epoch is null)
  union all
  select v.conversation, v.domain, v.grp, m.role, least(m.until, v.until)
  from link m
  join link v on v.grp = m.conversation and v.kind = 'via' and v.to_epoch is null
  where m.person = a and m.kind = 'direct' and m.to_epoch is null
    and (m.until is null or m.until > clock_timestamp())
    and (v.until is null or v.until > clock_timestamp())
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = v.domain and s.to_epoch is null)
    and not exists (select from link x where x.person = a and x.kind = 'exclude' and x.conversation = v.conversation and x.to_epoch is null)
$$;

-- people_in(conversation): the same paths, seen from the conversation.
create or replace function people_in(c bigint) returns table (person bigint, domain bigint, grp bigint, role text, until timestamptz, sponsor bigint)
language sql stable as $$
  select l.person, l.domain, null::bigint, l.role, l.until, l.sponsor
  from link l
  where l.conversation = c and l.kind = 'direct' and l.to_epoch is null
    and (l.until is null or l.until > clock_timestamp())
    and not exists (select from link s where s.person = l.person and s.kind = 'suspend' and s.domain = l.domain and s.to_epoch is null)
  union all
  select m.person, v.domain, v.grp, m.role, least(m.until, v.until), null::bigint
  from link v
  join link m on m.conversation = v.grp and m.kind = 'direct' and m.to_epoch is null
  where v.conversation = c and v.kind = 'via' and v.to_epoch is null
    and (v.until is null or v.until > clock_timestamp())
    and (m.until is null or m.until > clock_timestamp())
    and not exists (select from link s where s.person = m.person and s.kind = 'suspend' and s.domain = v.domain and s.to_epoch is null)
    and not exists (select from link x where x.person = m.person and x.kind = 'exclude' and x.conversation = c and x.to_epoch is null)
$$;

-- seat_of(person, domain): the role of somebody who is a member of the workspace and not suspended, or null.
create or replace function seat_of(a bigint, d bigint) returns text
language sql stable as $$
  select l.role from link l
  where l.person = a and l.kind = 'seat' and l.domain = d and l.to_epoch is null
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = d and s.to_epoch is null)
$$;

-- reach_of(person): every conversation an active path leads to. since_mark is not below any floor the person
-- may have there; since_at is when the oldest of the paths came about.
create or replace function reach_of(a bigint) returns table (conversation bigint, since_mark bigint, since_at timestamptz)
language sql stable rows 200 as $$
  with mine as (
    select l.conversation, l.from_mark, l.changed_at,
           (select coalesce(max(s.to_mark), 0) from link s
            where s.person = a and s.kind = 'suspend' and s.domain = l.domain) as lift_mark
    from link l
    where l.person = a and l.kind = 'direct' and l.to_epoch is null
      and (l.until is null or l.until > clock_timestamp())
      and not exists (select from link s
                      where s.person = a and s.kind = 'suspend' and s.domain = l.domain and s.to_epoch is null)
  ),
  path as (
    select conversation, greatest(from_mark, lift_mark) as since_mark, changed_at as since_at from mine
    union all
    select v.conversation, greatest(m.from_mark, v.from_mark, m.lift_mark, x.lift_mark), greatest(m.changed_at, v.changed_at)
    from mine m
    join link v on v.grp = m.conversation and v.kind = 'via' and v.to_epoch is null
    cross join lateral (
      select coalesce(bool_or(e.to_epoch is null), false) as cut, coalesce(max(e.to_mark), 0) as lift_mark
      from link e where e.person = a and e.kind = 'exclude' and e.conversation = v.conversation) x
    where not x.cut and (v.until is null or v.until > clock_timestamp())
  )
  select conversation, min(since_mark), min(since_at) from path group by conversation
$$;

-- reaches(person, conversation): whether an active path leads there.
create or replace function reaches(a bigint, c bigint) returns boolean
language sql stable as $$
  select (
    exists (select from link l
            where l.person = a and l.kind = 'direct' and l.conversation = c and l.to_epoch is null
              and (l.until is null or l.until > clock_timestamp()))
    or (
      exists (select from link v
              join link m on m.person = a and m.kind = 'direct' and m.conversation = v.grp and m.to_epoch is null
                         and (m.until is null or m.until > clock_timestamp())
              where v.kind = 'via' and v.conversation = c and v.to_epoch is null
                and (v.until is null or v.until > clock_timestamp()))
      and not exists (select from link e
                      where e.person = a and e.kind = 'exclude' and e.conversation = c and e.to_epoch is null)))
    and not exists (select from link s
                    join conversation k on k.id = c and k.domain = s.domain
                    where s.person = a and s.kind = 'suspend' and s.to_epoch is null)
$$;

-- reached(person, conversation): whether a path ever led there, so that its end may be told. A thread that
-- came to a group after the person had left it, or while the person was suspended, never was theirs to know.
create or replace function reached(a bigint, c bigint) returns boolean
language sql stable as $$
  with edge as (
    select l.kind, int8range(l.from_epoch, l.to_epoch) as span from link l
    join conversation k on k.id = c and k.domain = l.domain
    where l.person = a and (l.kind = 'suspend' or (l.kind in ('direct', 'exclude') and l.conversation = c))
  ),
  held as (
    select span, false as grouped from edge where kind = 'direct'
    union all
    select int8range(m.from_epoch, m.to_epoch) * int8range(v.from_epoch, v.to_epoch), true
    from link v
    join link m on m.person = a and m.kind = 'direct' and m.conversation = v.grp
    where v.kind = 'via' and v.conversation = c
  ),
  cut as (
    select coalesce(range_agg(span) filter (where kind = 'suspend'), '{}') as suspended,
           coalesce(range_agg(span) filter (where kind = 'exclude'), '{}') as excluded
    from edge where kind in ('suspend', 'exclude')
  )
  select coalesce(bool_or(not isempty(
           int8multirange(h.span) - cut.suspended - case when h.grouped then cut.excluded else '{}' end)), false)
  from held h cross join cut
$$;

-- reaches_at(person, conversation, domain, epoch): whether a path led the person there at that epoch of the domain.
create or replace function reaches_at(a bigint, c bigint, d bigint, e bigint) returns boolean
language sql stable as $$
  select not exists (
      select from link s
      where s.kind = 'suspend' and s.person = a and s.domain = d
        and s.from_epoch <= e and (s.to_epoch is null or s.to_epoch > e))
    and (exists (
        select from link l
        where l.kind = 'direct' and l.person = a and l.conversation = c
          and l.from_epoch <= e and (l.to_epoch is null or l.to_epoch > e))
      or (not exists (
          select from link x
          where x.kind = 'exclude' and x.person = a and x.conversation = c
            and x.from_epoch <= e and (x.to_epoch is null or x.to_epoch > e))
        and exists (
          select from link v
          join link m on m.kind = 'direct' and m.person = a and m.conversation = v.grp
            and m.from_epoch <= e and (m.to_epoch is null or m.to_epoch > e)
          where v.kind = 'via' and v.conversation = c
            and v.from_epoch <= e and (v.to_epoch is null or v.to_epoch > e))))
$$;

-- barred(domain, email): whether nothing of the domain may be offered to the owner of the address.
create or replace function barred(d bigint, e text) returns boolean
language sql stable as $$
  select exists (select from barred_address b where b.domain = d and b.email = e)
    or exists (select from account a
               join link s on s.person = a.id and s.kind = 'suspend' and s.domain = d and s.to_epoch is null
               where a.email = e)
$$;
