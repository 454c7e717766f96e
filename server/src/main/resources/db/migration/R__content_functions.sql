-- What an inbox looks for. The newest few rows answer nearly always; behind them these walk from author to author by index, and
-- touch no message twice.

-- authors_of(conversation): everybody of whom a text is left there.
create or replace function authors_of(c bigint) returns table (author bigint)
language sql stable rows 50 as $$
  with recursive step (author) as (
    (select m.author from message m
     where m.conversation = c and m.text is not null order by m.author limit 1)
    union all
    select (select m.author from message m
            where m.conversation = c and m.text is not null and m.author > s.author order by m.author limit 1)
    from step s where s.author is not null
  )
  select s.author from step s where s.author is not null
$$;

-- newest_living(person, conversation, domain, floor): the position of the newest message with a text above the floor; null if there is
-- none. apart: the person sees no other external there.
create or replace function newest_living(a bigint, c bigint, d bigint, floor_pos bigint, floor_epoch bigint, apart boolean) returns bigint
language sql stable as $$
  select max(n.pos)
  from authors_of(c) o
  cross join lateral (
    select m.pos from message m
    where m.conversation = c and m.author = o.author and m.text is not null
      and m.pos > floor_pos and m.epoch >= floor_epoch
    order by m.pos desc limit 1) n
  where not apart or sees_person(a, o.author, d)
$$;

-- living_of_others(person, conversation, domain, above, floor_epoch, apart, most): messages with a text that others wrote above a
-- position; all of them, or at most a given number.
create or replace function living_of_others(a bigint, c bigint, d bigint, above bigint, floor_epoch bigint, apart boolean, most int)
returns table (pos bigint, epoch bigint)
language sql stable rows 100 as $$
  select n.pos, n.epoch
  from authors_of(c) o
  cross join lateral (
    select m.pos, m.epoch from message m
    where m.conversation = c and m.author = o.author and m.text is not null
      and m.pos > above and m.epoch >= floor_epoch
    order by m.pos desc limit most) n
  where o.author <> a and (not apart or sees_person(a, o.author, d))
  limit most
$$;

-- important_to(person, conversation, domain, floor, apart): whether the person wrote something that is left there, or is mentioned.
create or replace function important_to(a bigint, c bigint, d bigint, floor_pos bigint, floor_epoch bigint, apart boolean)
returns boolean
language sql stable as $$
  select exists (
      select from message m
      where m.conversation = c and m.author = a and m.text is not null and m.pos > floor_pos and m.epoch >= floor_epoch)
    or exists (
      select from mention n join message m on m.conversation = n.conversation and m.pos = n.pos
      where n.account = a and n.conversation = c and m.text is not null and m.pos > floor_pos and m.epoch >= floor_epoch
        and (not apart or sees_person(a, m.author, d)))
$$;

-- held(conversation, author): whether what this person wrote there is kept, whatever becomes of it: a hold stands on the conversation, on
-- the one whose backstage it is, or on the person.
create or replace function held(c bigint, a bigint) returns boolean
language sql stable as $$
  select exists (
    select from conversation k
    join hold h on h.domain = k.domain and h.lifted_at is null
      and (h.conversation in (k.id, k.backstage_of) or h.person = a)
    where k.id = c)
$$;

-- held_whole(conversation): whether a hold stands on it, or on the one whose backstage it is.
create or replace function held_whole(c bigint) returns boolean
language sql stable as $$
  select held(c, 0)
$$;

-- days(policies, key): a number of days that is set, or null.
create or replace function days(policies jsonb, key text) returns int
language sql immutable as $$
  select (policies ->> key)::int
$$;

-- forwarded_name(author, domain, source): the name by which the author of a message shows where it was passed on to; who is erased where it
-- stood is so here too.
create or replace function forwarded_name(a bigint, d bigint, s bigint) returns text
language sql stable as $$
  select case when exists (select from erased e join conversation c on c.domain = e.domain where e.person = a and c.id = s)
              then 'erased person' else shown_name(a, d) end
$$;
