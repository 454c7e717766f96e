-- invitation_state: what has become of an invitation, as far as the row and the clock say.
create or replace function invitation_state(state text, expires_at timestamptz, until timestamptz) returns text
language sql stable as $$
  select case when state in ('pending', 'undeliverable') and least(expires_at, until) <= clock_timestamp()
    then 'expired' else state end
$$;
