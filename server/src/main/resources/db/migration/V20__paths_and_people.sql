-- Who reaches what now, in two directions. Both say nothing about content: what of it shows is floor_of's matter.

-- paths_of(person): every active path, one row each; grp is the group it goes through, if any.
create function paths_of(a bigint) returns table (conversation bigint, domain bigint, grp bigint, role text, until timestamptz)
language sql stable as $$
  select l.conversation, l.domain, null::bigint, l.role, l.until
  from link l
  where l.person = a and l.kind = 'direct' and l.to_epoch is null
    and (l.until is null or l.until > clock_timestamp())
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = l.domain and s.to_epoch is null)
  union all
  select v.conversation, v.domain, v.grp, 'member', least(m.until, v.until)
  from link m
  join link v on v.grp = m.conversation and v.kind = 'via' and v.to_epoch is null
  where m.person = a and m.kind = 'direct' and m.to_epoch is null
    and (m.until is null or m.until > clock_timestamp())
    and (v.until is null or v.until > clock_timestamp())
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = v.domain and s.to_epoch is null)
    and not exists (select from link x where x.person = a and x.kind = 'exclude' and x.conversation = v.conversation and x.to_epoch is null)
$$;

-- people_in(conversation): the same paths, seen from the conversation.
create function people_in(c bigint) returns table (person bigint, domain bigint, grp bigint, role text, until timestamptz, sponsor bigint)
language sql stable as $$
  select l.person, l.domain, null::bigint, l.role, l.until, l.sponsor
  from link l
  where l.conversation = c and l.kind = 'direct' and l.to_epoch is null
    and (l.until is null or l.until > clock_timestamp())
    and not exists (select from link s where s.person = l.person and s.kind = 'suspend' and s.domain = l.domain and s.to_epoch is null)
  union all
  select m.person, v.domain, v.grp, 'member', least(m.until, v.until), null::bigint
  from link v
  join link m on m.conversation = v.grp and m.kind = 'direct' and m.to_epoch is null
  where v.conversation = c and v.kind = 'via' and v.to_epoch is null
    and (v.until is null or v.until > clock_timestamp())
    and (m.until is null or m.until > clock_timestamp())
    and not exists (select from link s where s.person = m.person and s.kind = 'suspend' and s.domain = v.domain and s.to_epoch is null)
    and not exists (select from link x where x.person = m.person and x.kind = 'exclude' and x.conversation = c and x.to_epoch is null)
$$;

-- seat_of(person, domain): the role of somebody who is a member of the workspace and not suspended, or null.
create function seat_of(a bigint, d bigint) returns text
language sql stable as $$
  select l.role from link l
  where l.person = a and l.kind = 'seat' and l.domain = d and l.to_epoch is null
    and not exists (select from link s where s.person = a and s.kind = 'suspend' and s.domain = d and s.to_epoch is null)
$$;

create index account_name on account (lower(name) text_pattern_ops);

-- A DM between people without a common workspace is its own home: this row gives it its id, so that two who open it
-- at the same moment meet in one domain.
create table dm_home (
  dm_key text primary key,
  domain bigint not null references domain
);

-- Why somebody was taken out, in the words of who did it; for the audit, never shown to the one who left.
create table removal (
  domain bigint not null,
  epoch bigint not null,
  conversation bigint not null,
  person bigint,
  grp bigint,
  actor bigint not null,
  reason text not null,
  primary key (domain, epoch, conversation)
);
