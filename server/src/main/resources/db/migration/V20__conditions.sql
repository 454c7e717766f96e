-- What else ends the access that an invitation or a join link gives, as in link.
alter table invitation
  add column ends_on_close boolean not null default false,
  add column ends_with_sponsor boolean not null default false,
  add column idle_days integer;
alter table join_link
  add column ends_on_close boolean not null default false,
  add column ends_with_sponsor boolean not null default false,
  add column idle_days integer;
