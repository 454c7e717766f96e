-- How nodes come and go: which versions may serve the database side by side, and which node sends its clients off.

-- What a node speaks, and the lowest it can live with; 0 is a version that did not say so. It counts as there, without a break since `here_since`,
-- until `here_until`, whether it has a right to serve or is only starting.
alter table node
  add column generation integer not null default 0,
  add column lowest_generation integer not null default 0,
  add column here_since timestamptz not null default clock_timestamp(),
  add column here_until timestamptz not null default clock_timestamp(),
  -- An operator told it to send its clients off.
  add column drains boolean not null default false;

-- The newest generation that brought the schema up to date, and the lowest that can live with it.
create table schema_generation (
  only_one boolean primary key default true check (only_one),
  generation integer not null,
  lowest_generation integer not null,
  version text not null
);
