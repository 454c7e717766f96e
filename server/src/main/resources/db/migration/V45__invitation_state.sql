-- An address that a workspace's admins have suspended, whether or not it belongs to an account: nothing is offered to it.
create table barred_address (
  domain bigint not null references domain,
  email text not null,
  actor bigint not null references account,
  reason text,
  at timestamptz not null default clock_timestamp(),
  primary key (domain, email)
);

-- barred(domain, email): whether nothing of the domain may be offered to the owner of the address.
create function barred(d bigint, e text) returns boolean
language sql stable as $$
  select exists (select from barred_address b where b.domain = d and b.email = e)
    or exists (select from account a
               join link s on s.person = a.id and s.kind = 'suspend' and s.domain = d and s.to_epoch is null
               where a.email = e)
$$;

-- invitation_state: what has become of an invitation, as far as the row and the clock say.
create function invitation_state(state text, expires_at timestamptz, until timestamptz) returns text
language sql stable as $$
  select case when state in ('pending', 'undeliverable') and least(expires_at, until) <= clock_timestamp()
    then 'expired' else state end
$$;
