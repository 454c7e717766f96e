-- Where a person may go now. Like floor_of these read only active links, by index; floor_of stays the one
-- that says from where on content shows.

-- reach_of(person): every conversation an active path leads to. since_mark is not below any floor the person
-- may have there; since_at is when the oldest of the paths came about.
create function reach_of(a bigint) returns table (conversation bigint, since_mark bigint, since_at timestamptz)
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
create function reaches(a bigint, c bigint) returns boolean
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
create function reached(a bigint, c bigint) returns boolean
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
