-- Who reaches what: each word is said once here, and the statements of access are written on it. Flyway runs this file again
-- whenever it has changed.
--
-- How it stays fast: the planner takes views and functions that return rows apart and makes them part of the statement, so that the
-- indexes of link serve it. Only what asks for paths by a column of another table has to keep it from working out everybody's: it asks
-- paths_of or people_in in an exists, or the view in a lateral subquery with "offset 0".

set local client_min_messages = warning;
drop view if exists held_guest, erased, held_path, lasting_path, external_link, external_own, held_via, held_own, held_seat, suspended, excluded, dated_path, dated_cut;

-- holds(to_epoch, until): active now: not ended, and not past its time. A clock may close, never open: what keeps people off (exclude,
-- suspend) does not ask this. Volatile, as the clock is, so that the planner may put the expression in its place.
create or replace function holds(to_epoch bigint, until timestamptz) returns boolean
language sql volatile as $$
  select to_epoch is null and (until is null or until > clock_timestamp())
$$;

-- unverified(kind, email): a person who has no address: nobody knows them but who told them the code by which they came (D14).
create or replace function unverified(kind text, email text) returns boolean
language sql immutable as $$
  select kind = 'person' and email is null
$$;

-- covers_to(from_epoch, to_epoch, until, end_reason, now_epoch): the epoch up to which a link covers without a break; null as long as
-- it holds. One that the clock ended does not cover its last epoch, because it ended somewhere within it.
create or replace function covers_to(from_epoch bigint, to_epoch bigint, until timestamptz, end_reason text, now_epoch bigint) returns bigint
language sql volatile as $$
  select case when to_epoch is null and until <= clock_timestamp() then now_epoch
              when end_reason = 'expired' then greatest(from_epoch, to_epoch - 1)
              else to_epoch end
$$;

-- Seats that hold: who is a member of a workspace, suspended or not. A person who has none in a domain is external there.
create view held_seat as
select l.id, l.domain, l.person, l.grp, l.conversation, l.role
from link l
where l.kind = 'seat' and holds(l.to_epoch, l.until);

-- Who is suspended, from the whole of a domain.
create view suspended as
select l.domain, l.person
from link l
where l.kind = 'suspend' and l.to_epoch is null;

-- Who is excluded from a thread, whatever group leads there.
create view excluded as
select l.domain, l.person, l.conversation
from link l
where l.kind = 'exclude' and l.to_epoch is null;

-- People's own links to conversations that hold. since_epoch: where it began, whatever roles it has had. reason: why the policies pass it over.
create view held_own as
select l.id, l.domain, l.person, l.grp, l.conversation, l.role, l.from_mark, coalesce(l.since_epoch, l.from_epoch) as since_epoch,
       l.until, l.sponsor, l.anchor, l.changed_at, l.reason, l.term, l.orphaned_until, l.confirm_by, l.ends_on_close, l.ends_with_sponsor,
       l.idle_days, l.relation, l.opens_pos
from link l
where l.kind = 'direct' and holds(l.to_epoch, l.until);

-- The groups that threads are addressed to.
create view held_via as
select l.domain, l.person, l.grp, l.conversation, l.from_epoch, l.from_mark, l.until, l.changed_at
from link l
where l.kind = 'via' and holds(l.to_epoch, l.until);

-- Own links of externals, suspended or not.
create view external_own as
select l.*
from held_own l
where not exists (select from held_seat s where s.person = l.person and s.domain = l.domain);

-- Guests of a workspace who hold no seat in it, suspended or not.
create view held_guest as
select g.domain, g.person, g.sponsor, g.until
from guest g
where g.ended_at is null and (g.until is null or g.until > clock_timestamp())
  and not exists (select from held_seat s where s.person = g.person and s.domain = g.domain);

-- What people without a seat there have and had themselves: a row for each link, and how it ended.
create view external_link as
select l.domain, l.person, l.conversation, holds(l.to_epoch, l.until) as held, l.from_mark, l.to_mark, l.until, l.orphaned_until,
       l.confirm_by, l.sponsor, l.relation,
       case when l.to_epoch is null then 'expired' else l.end_reason end as end_reason
from link l
where l.kind = 'direct' and not exists (select from held_seat s where s.person = l.person and s.domain = l.domain);

-- Every path, whether or not its person is suspended: a link of their own, or that of a group (grp) in which they are. An admin of a
-- group is one of the threads that are addressed to it. link: the person's link on it; since_epoch, from_mark, changed_at: of the later of
-- its links.
create view lasting_path as
select l.person, l.conversation, l.domain, null::bigint as grp, l.role, l.until, l.sponsor, l.id as link,
       l.since_epoch, l.from_mark, l.changed_at
from held_own l
union all
select m.person, v.conversation, v.domain, v.grp, m.role, least(m.until, v.until), null::bigint, m.id,
       greatest(m.since_epoch, v.from_epoch), greatest(m.from_mark, v.from_mark), greatest(m.changed_at, v.changed_at)
from held_via v
join held_own m on m.conversation = v.grp
where not exists (select from excluded x where x.person = m.person and x.conversation = v.conversation);

-- The active paths: those that lead somebody there now.
create view held_path as
select p.*
from lasting_path p
where not exists (select from suspended s where s.person = p.person and s.domain = p.domain);

-- keeps_apart(policies): whether what is set says that externals do not see each other (N-15); null if nothing is said of it. Written as
-- the index of such conversations is.
create or replace function keeps_apart(policies jsonb) returns boolean
language sql immutable as $$
  select (policies -> 'externals_see_externals') = 'false'::jsonb
$$;

-- apart_in(domain): its conversations in which externals do not see each other, by their own policy or by that of a group that a thread
-- is addressed to. Where the workspace says so itself, it is all of them.
create or replace function apart_in(d bigint) returns table (conversation bigint)
language sql stable rows 10 as $$
  with own as materialized (
    select k.id from conversation k
    where k.domain = d and (k.policies -> 'externals_see_externals') = 'false'::jsonb
  )
  select o.id from own o
  union
  select v.conversation from own o join held_via v on v.grp = o.id
$$;

-- apart_places(person): where the person sees no other external: the conversations in which externals do not see each other, and of
-- whose home they are no member.
create or replace function apart_places(a bigint) returns table (conversation bigint)
language sql stable rows 10 as $$
  with abroad as materialized (
    select l.domain, keeps_apart(d.policies) as everywhere
    from (select distinct o.domain from held_own o where o.person = a) l join domain d on d.id = l.domain
    where not exists (select from held_seat s where s.person = a and s.domain = l.domain)
  )
  select distinct p.conversation
  from abroad b
  cross join lateral (
    -- offset 0: nobody's paths are worked out who is at home everywhere
    select w.conversation from held_path w where w.person = a and w.domain = b.domain offset 0) p
  join conversation k on k.id = p.conversation
  where b.everywhere or keeps_apart(k.policies)
    or exists (select from held_via v join conversation g on g.id = v.grp where v.conversation = k.id and keeps_apart(g.policies))
$$;

-- sees_person(reader, other, domain): whether a reader who sees no other external sees this person: a member, or themself.
create or replace function sees_person(reader bigint, other bigint, d bigint) returns boolean
language sql stable as $$
  select reader = other or exists (select from held_seat s where s.person = other and s.domain = d)
$$;

-- sees_event(reader, domain, kind, author, target, about): whether such a reader sees an event: about is the author of the message that
-- it changes. What is about a person goes by that person (a changed one too, if it has one), what changes a message by its author; a reaction is somebody's besides.
create or replace function sees_event(reader bigint, d bigint, kind text, author bigint, target bigint, about bigint) returns boolean
language sql stable as $$
  select case
    when kind = 'changed' then target is null or sees_person(reader, target, d)
    when kind in ('joined', 'left', 'promoted') then sees_person(reader, target, d)
    when kind = 'posted' then sees_person(reader, author, d)
    when kind in ('reacted', 'unreacted') then sees_person(reader, author, d) and sees_person(reader, about, d)
    else sees_person(reader, about, d)
  end
$$;

-- paths_of(person), people_in(conversation): the same paths from either end. What of the content shows is floor_of's matter.
create or replace function paths_of(a bigint) returns table (conversation bigint, domain bigint, grp bigint, role text, until timestamptz)
language sql stable as $$
  select p.conversation, p.domain, p.grp, p.role, p.until from held_path p where p.person = a
$$;

create or replace function people_in(c bigint) returns table (person bigint, domain bigint, grp bigint, role text, until timestamptz, sponsor bigint)
language sql stable as $$
  select p.person, p.domain, p.grp, p.role, p.until, p.sponsor from held_path p where p.conversation = c
$$;

-- reaches(person, conversation): whether an active path leads there.
create or replace function reaches(a bigint, c bigint) returns boolean
language sql stable as $$
  select exists (select from held_path p where p.person = a and p.conversation = c)
$$;

-- answers_for(sponsor, conversation, domain, rests): whether somebody answers for the externals there whom they let in: a path leads them
-- there, and if they ever were a member of the workspace, they are one now. rests: a suspension is no matter.
create or replace function answers_for(a bigint, c bigint, d bigint, rests boolean) returns boolean
language sql stable as $$
  select (exists (select from held_seat s where s.person = a and s.domain = d)
      or not exists (select from link l where l.person = a and l.kind = 'seat' and l.domain = d))
    and (rests or not exists (select from suspended x where x.person = a and x.domain = d))
    and exists (select from lasting_path p where p.person = a and p.conversation = c)
$$;

-- sent_away(person, conversation): whether the last way of their own that led somebody there was ended by somebody else or by the clock,
-- or they are kept off. They come in again only if somebody adds them.
create or replace function sent_away(a bigint, c bigint) returns boolean
language sql stable as $$
  select exists (select from excluded x where x.person = a and x.conversation = c)
    or coalesce((
      select coalesce(l.end_reason, 'expired') <> 'left' from link l
      where l.person = a and l.kind = 'direct' and l.conversation = c and not holds(l.to_epoch, l.until)
      order by l.to_epoch desc nulls first limit 1), false)
$$;

-- in_charge(conversation, domain): the members who say what becomes of the externals there: who manages it, who is in it if it is a DM,
-- and where that is nobody, those who run the workspace.
create or replace function in_charge(c bigint, d bigint) returns table (person bigint)
language sql stable as $$
  with here as materialized (
    select distinct p.person from people_in(c) p join conversation k on k.id = c
    where (k.kind = 'dm' or p.role = 'admin' or (k.kind = 'thread' and k.starter = p.person)
        or exists (select from held_seat s where s.person = p.person and s.domain = d and s.role <> 'member'))
      and exists (select from held_seat s where s.person = p.person and s.domain = d)
  )
  select h.person from here h
  union all
  select s.person from held_seat s
  where s.domain = d and s.role <> 'member' and not exists (select from here)
    and not exists (select from suspended x where x.person = s.person and x.domain = d)
$$;

-- listed_name(reader, conversation): its name for somebody who runs the workspace: of open and private groups, and of groups and threads
-- that they are in; of the rest null (7.3).
create or replace function listed_name(reader bigint, c bigint) returns text
language sql stable as $$
  select k.name from conversation k
  where k.id = c and (k.visibility in ('open', 'private') or (k.kind <> 'dm' and reaches(reader, c)))
$$;

-- seat_of(person, domain): the role of somebody who is a member of the workspace and not suspended, or null.
create or replace function seat_of(a bigint, d bigint) returns text
language sql stable as $$
  select s.role from held_seat s
  where s.person = a and s.domain = d
    and not exists (select from suspended x where x.person = a and x.domain = d)
$$;

-- guests_named_by(person): the guests whom somebody may name: those they invited, or any where they run the workspace.
create or replace function guests_named_by(p bigint) returns table (person bigint, domain bigint)
language sql stable as $$
  select g.person, g.domain
  from held_seat s join held_guest g on g.domain = s.domain
  where s.person = p and seat_of(p, s.domain) is not null
    and (g.sponsor = p or seat_of(p, s.domain) in ('owner', 'admin'))
    and not exists (select from suspended x where x.person = g.person and x.domain = g.domain)
$$;

-- Who is erased in a workspace, and has nothing there since.
create view erased as
select e.domain, e.person from erased_person e
where not exists (
  select from link l where l.person = e.person and l.domain = e.domain and l.to_epoch is null and l.kind in ('seat', 'direct'))
  and not exists (select from held_guest g where g.person = e.person and g.domain = e.domain);

-- shown_name(person, domain): the name by which somebody shows there.
create or replace function shown_name(a bigint, d bigint) returns text
language sql stable as $$
  select case when exists (select from erased e where e.person = a and e.domain = d) then 'erased person' else n.name end
  from account n where n.id = a
$$;

-- blocks(person, other): whether somebody blocked the other.
create or replace function blocks(a bigint, other bigint) returns boolean
language sql stable as $$
  select exists (select from block b where b.account = a and b.blocked = other)
$$;

-- unwanted(address, person): whether the owner of the address blocked somebody.
create or replace function unwanted(address text, other bigint) returns boolean
language sql stable as $$
  select exists (
    select from account a where a.email = address and a.email_verified_at is not null and blocks(a.id, other))
$$;

-- domains_of(person): where they have, or once had, a link, or were known as a guest.
create or replace function domains_of(a bigint) returns setof bigint
language sql stable as $$
  select l.domain from link l where l.person = a
  union
  select g.domain from guest g where g.person = a
$$;

-- ever_in(person, domain): whether they were ever a member or a guest there, or in a conversation of it.
create or replace function ever_in(a bigint, d bigint) returns boolean
language sql stable as $$
  select exists (select from link l where l.person = a and l.domain = d)
    or exists (select from guest g where g.person = a and g.domain = d)
$$;

-- forget_words(person, domain): takes the words about a person from their links that ended; says how many.
create or replace function forget_words(a bigint, d bigint) returns bigint
language sql as $$
  with forgotten as (
    update link set reason = null
    where person = a and domain = d and to_epoch is not null and reason is not null
    returning id)
  select count(*) from forgotten
$$;

-- last_owner(domain, person): whether the workspace would have no owner without this one: all others are suspended.
create or replace function last_owner(d bigint, a bigint) returns boolean
language sql stable as $$
  select exists (select from held_seat s where s.domain = d and s.person = a and s.role = 'owner')
    and not exists (
      select from held_seat s
      where s.domain = d and s.role = 'owner' and s.person <> a
        and not exists (select from suspended x where x.domain = d and x.person = s.person))
$$;

-- other_member(group, person, role): whether somebody else, a person and a member, is in the group; with a role, whether in that one.
create or replace function other_member(c bigint, a bigint, r text) returns boolean
language sql stable as $$
  select exists (
    select from people_in(c) p
    join account o on o.id = p.person and o.kind = 'person'
    where p.person <> a and (r is null or p.role = r) and seat_of(p.person, p.domain) is not null)
$$;

-- reach_of(person): every conversation an active path leads to. since_mark is not below any floor the person may have there;
-- since_at is when the oldest of the paths came about.
create or replace function reach_of(a bigint) returns table (conversation bigint, since_mark bigint, since_at timestamptz)
language sql stable rows 200 as $$
  with lifted as materialized (
    select l.domain, l.conversation, max(l.to_mark) as mark
    from link l
    where l.person = a and l.kind in ('suspend', 'exclude')
    group by l.domain, l.conversation
  )
  select p.conversation, min(greatest(p.from_mark, s.mark, x.mark)), min(p.changed_at)
  from held_path p
  left join lifted s on s.domain = p.domain and s.conversation is null
  left join lifted x on x.conversation = p.conversation and p.grp is not null
  where p.person = a
  group by p.conversation
$$;

-- Every path there ever was, and the epochs it held in, no matter who was kept off it meanwhile.
create view dated_path as
select l.person, l.conversation, l.domain, null::bigint as grp, int8range(l.from_epoch, l.to_epoch) as epochs
from link l
where l.kind = 'direct'
union all
select m.person, v.conversation, v.domain, v.grp, int8range(m.from_epoch, m.to_epoch) * int8range(v.from_epoch, v.to_epoch)
from link v
join link m on m.kind = 'direct' and m.conversation = v.grp
where v.kind = 'via';

-- Who was ever suspended (conversation is null) or excluded, and in which epochs.
create view dated_cut as
select l.person, l.domain, l.conversation, int8range(l.from_epoch, l.to_epoch) as epochs
from link l
where l.kind in ('suspend', 'exclude');

-- reaches_at(person, conversation, domain, epoch): whether a path led the person there at that epoch of the domain.
create or replace function reaches_at(a bigint, c bigint, d bigint, e bigint) returns boolean
language sql stable as $$
  select exists (
    select from dated_path p
    where p.person = a and p.conversation = c and p.epochs @> e
      and not exists (
        select from dated_cut x
        where x.person = a and x.domain = d and x.epochs @> e
          and (x.conversation is null or (x.conversation = c and p.grp is not null))))
$$;

-- reached(person, conversation): whether a path ever led there, so that its end may be told. A thread that came to a group after the
-- person had left it, or while the person was suspended, never was theirs to know.
create or replace function reached(a bigint, c bigint) returns boolean
language sql stable as $$
  with cut as materialized (
    select x.conversation, range_agg(x.epochs) as epochs
    from dated_cut x
    join conversation k on k.id = c and k.domain = x.domain
    where x.person = a and (x.conversation is null or x.conversation = c)
    group by x.conversation
  )
  select exists (
    select from dated_path p
    left join cut s on s.conversation is null
    left join cut x on x.conversation = c and p.grp is not null
    where p.person = a and p.conversation = c
      and not isempty(int8multirange(p.epochs) - coalesce(s.epochs, '{}') - coalesce(x.epochs, '{}')))
$$;

-- touched_since(person, moment): conversations that changes of links since then may have opened or shut to the person. cut: by an
-- exclusion, begun or lifted.
create or replace function touched_since(a bigint, since timestamptz) returns table (conversation bigint, cut boolean)
language sql stable as $$
  with own as materialized (
    select l.conversation,
           l.changed_at > since or l.domain in (
             select s.domain from link s where s.person = a and s.kind = 'suspend' and s.changed_at > since) as moved
    from link l
    where l.person = a and l.kind = 'direct' and (l.to_epoch is null or l.changed_at > since)
  )
  select o.conversation, false from own o where o.moved
  union
  select v.conversation, false from own o
  join link v on v.grp = o.conversation and v.kind = 'via'
  where (o.moved and v.to_epoch is null) or v.changed_at > since
  union
  select l.conversation, true from link l
  where l.person = a and l.kind = 'exclude' and l.changed_at > since
$$;

-- lifted_since(person, moment): domains in which a suspension of the person began or was lifted since then.
create or replace function lifted_since(a bigint, since timestamptz) returns table (domain bigint)
language sql stable as $$
  select l.domain from link l where l.person = a and l.kind = 'suspend' and l.changed_at > since
$$;

-- end_of(person, conversation, domain): when and by what the last path of somebody ended whom none leads there any more.
create or replace function end_of(a bigint, c bigint, d bigint) returns table (at timestamptz, reason text)
language sql stable rows 1 as $$
  select e.at, e.reason from (
    select l.changed_at as at,
           case when l.to_epoch is not null then l.end_reason
                when l.kind = 'exclude' then 'excluded'
                when l.kind = 'suspend' then 'suspended' else 'expired' end as reason
    from link l
    where l.person = a and (
      (l.kind = 'direct' and (l.conversation = c or l.conversation in (
         select v.grp from link v where v.kind = 'via' and v.conversation = c)))
      or (l.kind = 'exclude' and l.conversation = c and l.to_epoch is null)
      or (l.kind = 'suspend' and l.domain = d and l.to_epoch is null))
    union all
    select v.changed_at, v.end_reason from link v
    where v.kind = 'via' and v.conversation = c and v.to_epoch is not null) e
  order by e.at desc limit 1
$$;

-- changed_links(domain, after, upto): the links that began or ended in the epochs after the one, up to the other.
create or replace function changed_links(d bigint, after bigint, upto bigint)
returns table (epoch bigint, kind text, person bigint, grp bigint, conversation bigint)
language sql stable as $$
  select l.from_epoch, l.kind, l.person, l.grp, l.conversation from link l
  where l.domain = d and l.from_epoch > after and l.from_epoch <= upto
  union
  select l.to_epoch, l.kind, l.person, l.grp, l.conversation from link l
  where l.domain = d and l.to_epoch > after and l.to_epoch <= upto
$$;

-- links_written(domain, epoch): what a change did to links, for the audit: those that ended with it, and those that began.
create or replace function links_written(d bigint, e bigint) returns table (before jsonb, after jsonb)
language sql stable as $$
  select coalesce(jsonb_agg(w.link order by w.id) filter (where w.ended), '[]'),
         coalesce(jsonb_agg(w.link order by w.id) filter (where w.began), '[]')
  from (
    select l.id, l.from_epoch < e as ended, l.from_epoch = e and (l.to_epoch is null or l.to_epoch > e) as began,
           jsonb_strip_nulls(jsonb_build_object(
             'what', l.kind, 'person', l.person::text, 'group', l.grp::text, 'conversation', l.conversation::text, 'role', l.role,
             'opens_epoch', nullif(l.opens_epoch, 0)::text, 'opens_pos', nullif(l.opens_pos, 0)::text, 'until', l.until,
             'sponsor', l.sponsor::text, 'relation', l.relation, 'anchor', l.anchor::text,
             'term', nullif(l.term, l.until), 'orphaned_until', l.orphaned_until, 'confirm_by', l.confirm_by,
             'ends_on_close', nullif(l.ends_on_close, false), 'ends_with_sponsor', nullif(l.ends_with_sponsor, false),
             'idle_days', l.idle_days,
             'end', case when l.to_epoch = e then l.end_reason end)) as link
    from (
      select * from link l where l.domain = d and l.from_epoch = e
      union
      select * from link l where l.domain = d and l.to_epoch = e) l) w
$$;

-- touched_people(domain, after, upto): whose links each epoch's change touched, directly or through a group.
create or replace function touched_people(d bigint, after bigint, upto bigint) returns table (epoch bigint, person bigint)
language sql stable as $$
  with changed as (select * from changed_links(d, after, upto))
  select c.epoch, c.person from changed c where c.person is not null
  union
  select c.epoch, m.person from changed c
  join link m on m.kind = 'direct' and m.conversation = c.grp and m.domain = d
    and m.from_epoch <= c.epoch and (m.to_epoch is null or m.to_epoch >= c.epoch)
  where c.kind = 'via'
$$;

-- shifts_of(people, domain, after, upto): for these people, each conversation that a change was about, by epoch: whether a path led
-- them there before and after it, and what the change calls itself.
create or replace function shifts_of(people bigint[], d bigint, after bigint, upto bigint)
returns table (epoch bigint, person bigint, conversation bigint, led_before boolean, led_after boolean, reason text)
language sql stable as $$
  with changed as (select * from changed_links(d, after, upto)),
  own as (
    select * from changed c where c.person = any(people)
  ), kept as (
    select c.epoch, p.person, p.conversation from own c
    join link p on p.kind = 'direct' and p.person = c.person and p.domain = d
      and p.from_epoch <= c.epoch and (p.to_epoch is null or p.to_epoch >= c.epoch)
    where c.kind = 'suspend'
    union
    select c.epoch, c.person, c.conversation from own c where c.kind = 'direct'
  ), candidate as (
    select k.epoch, k.person, k.conversation from kept k
    union
    select c.epoch, c.person, c.conversation from own c where c.kind = 'exclude'
    union
    select k.epoch, k.person, v.conversation from kept k
    join link v on v.kind = 'via' and v.grp = k.conversation and v.domain = d
      and v.from_epoch <= k.epoch and (v.to_epoch is null or v.to_epoch >= k.epoch)
    union
    select c.epoch, m.person, c.conversation from changed c
    join link m on m.kind = 'direct' and m.conversation = c.grp and m.person = any(people)
      and m.from_epoch <= c.epoch and (m.to_epoch is null or m.to_epoch >= c.epoch)
    where c.kind = 'via'
  )
  select k.epoch, k.person, k.conversation,
         reaches_at(k.person, k.conversation, d, k.epoch - 1),
         reaches_at(k.person, k.conversation, d, k.epoch),
         coalesce(
           (select 'suspended' from link l where l.kind = 'suspend' and l.person = k.person
              and l.domain = d and l.from_epoch = k.epoch limit 1),
           (select l.end_reason from link l where l.kind = 'direct' and l.person = k.person
              and l.conversation = k.conversation and l.to_epoch = k.epoch limit 1),
           (select 'excluded' from link l where l.kind = 'exclude' and l.person = k.person
              and l.conversation = k.conversation and l.from_epoch = k.epoch limit 1),
           (select l.end_reason from link l where l.kind = 'direct' and l.person = k.person
              and l.domain = d and l.to_epoch = k.epoch limit 1))
  from candidate k
$$;

-- last_loss(person, conversation): the epoch at which the person's last path there was taken, if one ever led there. Begins with what is
-- the person's own, so that a conversation they were never in costs what one costs that does not exist.
create or replace function last_loss(a bigint, c bigint) returns table (domain bigint, epoch bigint)
language sql stable as $$
  with own as (
    select l.domain, l.conversation, l.to_epoch from link l where l.person = a and l.kind = 'direct'
  ), led as (
    select o.domain, o.to_epoch as at from own o where o.conversation = c
    union
    select o.domain, e.at from own o
    join link v on v.kind = 'via' and v.grp = o.conversation and v.conversation = c and v.domain = o.domain
    cross join lateral (values (o.to_epoch), (v.to_epoch)) e (at)
  ), ends as (
    select led.domain, led.at from led where led.at is not null
    union
    select l.domain, l.from_epoch from link l
    where l.person = a and (l.kind = 'suspend' or (l.kind = 'exclude' and l.conversation = c))
      and l.domain in (select led.domain from led)
    order by 2 desc limit 50
  )
  select e.domain, e.at from ends e
  where reaches_at(a, c, e.domain, e.at - 1) and not reaches_at(a, c, e.domain, e.at)
  order by e.at desc limit 1
$$;

-- floor_of(person, conversation): the one start of what a person may see now, or no row when no path is active. The largest suffix that
-- either one active path opens, or that an unbroken cover of paths reaches back to. The history of paths in numbers, so it reads link itself.
-- Nobody sees what is too old to be kept (conversation.first_pos).
-- apart: of what is above it the person sees nothing of other externals (N-15): whoever reads content asks sees_person too.
create or replace function floor_of(a bigint, c bigint) returns table (epoch bigint, pos bigint, apart boolean)
language sql stable rows 1 as $$
  with home as (
    select d.id, d.epoch as now_epoch, keeps_apart(d.policies) or keeps_apart(cc.policies) as apart, cc.first_pos
    from conversation cc join domain d on d.id = cc.domain where cc.id = c
  ),
  via as (
    select l.grp, l.from_epoch, l.from_mark, l.opens_epoch, l.opens_pos, holds(l.to_epoch, l.until) as active,
           covers_to(l.from_epoch, l.to_epoch, l.until, l.end_reason, h.now_epoch) as to_epoch
    from link l cross join home h
    where l.kind = 'via' and l.conversation = c
  ),
  own as (
    select l.kind, l.conversation, l.from_epoch, l.from_mark, coalesce(l.since_epoch, l.from_epoch) as since_epoch, l.to_mark,
           l.opens_epoch, l.opens_pos, holds(l.to_epoch, l.until) as active,
           covers_to(l.from_epoch, l.to_epoch, l.until, l.end_reason, h.now_epoch) as to_epoch
    from home h
    cross join lateral (
      select * from link where person = a and kind in ('direct', 'exclude') and conversation = c
      union all
      select * from link where person = a and kind = 'suspend' and conversation is null
      union all
      select g.* from (select distinct grp from via) v
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
           m.active and v.active, true
    from via v
    join own m on m.kind = 'direct' and m.conversation = v.grp
      and m.from_epoch < coalesce(v.to_epoch, 9223372036854775807) and v.from_epoch < coalesce(m.to_epoch, 9223372036854775807)
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
  select candidate.epoch, greatest(candidate.pos, (select h.first_pos from home h)),
         (select (coalesce(h.apart, false)
                  or exists (select from via v join conversation g on g.id = v.grp where v.active and keeps_apart(g.policies)))
             and not exists (select from held_seat s where s.person = a and s.domain = h.id)
          from home h)
  from candidate order by candidate.pos, candidate.epoch limit 1
$$;

-- last_seen(person, conversation, domain, upto): the last position up to that one of what somebody sees there who sees no other
-- external; 0 if there is none. Events are kept for a while, messages for good.
create or replace function last_seen(a bigint, c bigint, d bigint, upto bigint) returns bigint
language sql stable as $$
  select coalesce((
    select greatest(
      (select e.pos from event e
       left join message m on m.conversation = e.conversation and m.pos = case
         when e.kind in ('posted', 'changed', 'joined', 'left', 'promoted') then null else e.target end
       where e.conversation = c and e.pos <= upto and e.pos > f.pos and e.epoch >= f.epoch
         and (m.pos is null or (m.pos > f.pos and m.epoch >= f.epoch))
         and sees_event(a, d, e.kind, e.author, e.target, m.author)
       order by e.pos desc limit 1),
      (select m.pos from message m
       where m.conversation = c and m.pos <= upto and m.pos > f.pos and m.epoch >= f.epoch and sees_person(a, m.author, d)
       order by m.pos desc limit 1))
    from floor_of(a, c) f), 0)
$$;

-- shown_outside(conversation): the floors of the externals there, of those at most 200 who have been there longest: what lies above one of
-- them is seen outside.
create or replace function shown_outside(c bigint) returns table (epoch bigint, pos bigint)
language sql stable rows 10 as $$
  select f.epoch, f.pos
  from (
    select p.person, min(p.from_mark) as since from held_path p
    where p.conversation = c
      and not exists (select from held_seat s where s.person = p.person and s.domain = p.domain)
    group by p.person order by since, p.person limit 200) o
  cross join lateral floor_of(o.person, c) f
$$;

-- barred(domain, email): whether nothing of the domain may be offered to the owner of the address.
create or replace function barred(d bigint, e text) returns boolean
language sql stable as $$
  select exists (select from barred_address b where b.domain = d and b.email = e)
    or exists (select from account a
               join suspended s on s.person = a.id and s.domain = d
               where a.email = e)
$$;
