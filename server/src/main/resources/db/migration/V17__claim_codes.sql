-- Invitations for people who have no address: a claim code is told to them, and lets one person in, once.
alter table invitation
  alter column email drop not null,
  -- A keyed hash of the code, which is stored nowhere.
  add column code bytea unique,
  -- Who came in by it: an account without an address.
  add column claimed_by bigint references account,
  add constraint invitation_way check ((email is null) = (code is not null)),
  add constraint invitation_claimed check (claimed_by is null or code is not null);
create unique index invitation_claimed on invitation (claimed_by) where claimed_by is not null;
