-- Reactions show in the order of their first use.
alter table reaction add column at timestamptz not null default clock_timestamp();
