-- An admin of a group is one of the threads that are addressed to it. Otherwise as before.
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

-- What changed about a conversation itself, for resume: also who came to be in charge of it.
drop index event_state;
create index event_state on event (conversation, pos) where kind in ('changed', 'joined', 'left', 'promoted');
