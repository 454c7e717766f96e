-- invitation_state: what has become of an invitation, as far as the row and the clock say.
create or replace function invitation_state(state text, expires_at timestamptz, until timestamptz) returns text
language sql stable as $$
  select case when state in ('pending', 'undeliverable') and least(expires_at, until) <= clock_timestamp()
    then 'expired' else state end
$$;

-- asked_in(person, conversation): whether an invitation of the person's address to the conversation is open.
create or replace function asked_in(p bigint, c bigint) returns boolean
language sql stable as $$
  select exists (
    select from account a join invitation i on i.email = a.email
    where a.id = p and i.conversation = c and i.state in ('pending', 'undeliverable'))
$$;

-- request_state: what has become of a request to join, as far as the row and the clock say.
create or replace function request_state(state text, expires_at timestamptz) returns text
language sql stable as $$
  select case when state = 'pending' and expires_at <= clock_timestamp() then 'expired' else state end
$$;

-- link_uses(link): how many people a join link has let in, and addresses that it has invited and that can still accept.
create or replace function link_uses(j bigint) returns bigint
language sql stable as $$
  select count(*) from join_request r left join invitation i on i.id = r.invitation
  where r.link = j and r.state = 'approved'
    and (i.id is null or invitation_state(i.state, i.expires_at, i.until) in ('pending', 'undeliverable', 'accepted'))
$$;

-- joined_since(conversation, domain, epoch, everybody): whether somebody reads the conversation who did not at that epoch: from outside the
-- workspace, or anybody. Who is invited by mail counts from then on (7.5), so to accept is not to come. Asked for sends, whose epochs are
-- recent: what began since is found by its epoch, not by the conversation, which may have thousands.
create or replace function joined_since(c bigint, d bigint, e bigint, everybody boolean) returns boolean
language sql stable as $$
  select exists (
    select from (
      -- Whose own link began since, here or in a group that leads here.
      select l.person from link l
      where l.domain = d and l.from_epoch > e and l.kind = 'direct' and holds(l.to_epoch, l.until)
        and (l.conversation = c or l.conversation in (select v.grp from held_via v where v.conversation = c))
      union all
      -- Whose group leads here since.
      select l.person from held_via v join held_own l on l.conversation = v.grp
      where v.conversation = c and v.from_epoch > e
      union all
      -- Who was kept off until then.
      select x.person from link x
      where x.domain = d and x.to_epoch > e and (x.kind = 'suspend' or (x.kind = 'exclude' and x.conversation = c))
    ) came
    where (everybody or not exists (select from held_seat s where s.domain = d and s.person = came.person))
      and reaches(came.person, c) and not reaches_at(came.person, c, d, e)
      and not exists (
        select from invitation i join account a on a.id = came.person
        where i.conversation = c and i.state = 'accepted' and i.at_epoch <= e
          and (i.email = a.email or i.claimed_by = a.id))
  ) or exists (
    select from invitation i
    where i.domain = d and i.state in ('pending', 'undeliverable')
      and invitation_state(i.state, i.expires_at, i.until) <> 'expired'
      and ((i.conversation = c and i.at_epoch > e)
        or exists (
          select from held_via v
          where v.conversation = c and v.grp = i.conversation and greatest(v.from_epoch, i.at_epoch) > e)))
$$;

-- invited_as(email, invitation, person): whom an invitation counts as before it is accepted: who was named, the owner of an address, or who
-- is told its code. That one address is that of somebody who was named must not show (D3), so these are two.
create or replace function invited_as(email text, invitation bigint, person bigint) returns text
language sql immutable as $$
  select coalesce('person ' || person, email, 'code ' || invitation)
$$;

-- listed_external(person, domain): whether a workspace's list of externals shows whose an address is: they are or were in something there.
create or replace function listed_external(p bigint, d bigint) returns boolean
language sql stable as $$
  select (exists (
      select from external_link l where l.domain = d and l.person = p and (l.held or l.sponsor is not null))
    or exists (
      select from guest g where g.domain = d and g.person = p and not exists (
        select from held_seat s where s.domain = d and s.person = p)))
    and not exists (select from erased e where e.domain = d and e.person = p)
$$;

-- external_places(domain): the conversations of a domain that externals were let into or are invited to, each once for each of them. What
-- a group of theirs leads to is none of its own, nor is a DM that ends with the conversation it was opened for. Who is suspended keeps
-- their places. An invitation counts with the person only if the list shows whose the address is, so that nobody learns it otherwise (D3).
create or replace function external_places(d bigint) returns table (who text, conversation bigint)
language sql stable as $$
  select coalesce(a.email, l.person::text), l.conversation
  from external_own l join account a on a.id = l.person
  where l.domain = d and l.anchor is null
  union
  select invited_as(i.email, i.id, case when not listed_external(i.person, d) then i.person end), i.conversation
  from invitation i
  where i.domain = d and i.state in ('pending', 'undeliverable')
    and invitation_state(i.state, i.expires_at, i.until) in ('pending', 'undeliverable')
$$;

-- external_guests(domain): who is a guest of the workspace, or invited to be one, as external_places names people. A member is none.
create or replace function external_guests(d bigint) returns table (who text)
language sql stable as $$
  select coalesce(a.email, g.person::text) from held_guest g join account a on a.id = g.person where g.domain = d
  union
  select i.email from workspace_invitation i
  where i.workspace = d and i.guest and i.state in ('pending', 'undeliverable')
    and invitation_state(i.state, i.expires_at, i.until) in ('pending', 'undeliverable')
$$;

-- read_outside(conversation, domain): whether somebody from outside reads it, or is invited to (7.5).
create or replace function read_outside(c bigint, d bigint) returns boolean
language sql stable as $$
  select exists (
    select from held_path p
    where p.conversation = c and not exists (select from held_seat s where s.person = p.person and s.domain = d)
  ) or exists (
    select from invitation i
    where i.domain = d and i.state in ('pending', 'undeliverable')
      and invitation_state(i.state, i.expires_at, i.until) <> 'expired'
      and (i.conversation = c or i.conversation in (select v.grp from held_via v where v.conversation = c)))
$$;

-- passes_outside(author, source domain, conversation): whether what is passed on from a domain comes before people who are from outside there,
-- or here. One's own notes are
-- at home nowhere. An author from outside is one of these, so that the answer tells them nothing of others (N-15).
create or replace function passes_outside(a bigint, origin bigint, c bigint) returns boolean
language sql stable as $$
  select case
    when d.workspace is null then exists (select from held_path p where p.conversation = c and p.person <> a)
    when seat_of(a, k.domain) is null then true
    when k.domain <> origin and s.workspace is not null then true
    else read_outside(c, k.domain)
  end
  from conversation k join domain d on d.id = k.domain join domain s on s.id = origin where k.id = c
$$;
