-- invitation_state: what has become of an invitation, as far as the row and the clock say.
create or replace function invitation_state(state text, expires_at timestamptz, until timestamptz) returns text
language sql stable as $$
  select case when state in ('pending', 'undeliverable') and least(expires_at, until) <= clock_timestamp()
    then 'expired' else state end
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
