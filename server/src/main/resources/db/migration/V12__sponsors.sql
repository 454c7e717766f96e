-- What the access of an external depends on beside a date, and who was told of it.

-- until is the first of the three dates.
alter table link
  -- The end that somebody set.
  add column term timestamptz,
  -- Nobody answers for them any more: until when they stay all the same.
  add column orphaned_until timestamptz,
  -- By when somebody has to confirm them.
  add column confirm_by timestamptz,
  -- What else ends it: the conversation is closed, the sponsor leaves, they take no part for so many days.
  add column ends_on_close boolean not null default false,
  add column ends_with_sponsor boolean not null default false,
  add column idle_days integer;
update link set term = until where until is not null;
create index link_sponsor on link (sponsor) where to_epoch is null and sponsor is not null;
create index link_idle on link (domain) where to_epoch is null and idle_days is not null;
create index link_confirm on link (confirm_by) where to_epoch is null and confirm_by is not null;
create index link_orphaned on link (orphaned_until) where to_epoch is null and orphaned_until is not null;

-- Externals of whom somebody was told that they have to be confirmed, or that nobody answers for them: once for each date.
create table sponsor_notice (
  link bigint not null,
  kind text not null check (kind in ('confirm', 'orphaned')),
  told_at timestamptz not null default clock_timestamp(),
  primary key (link, kind)
);
