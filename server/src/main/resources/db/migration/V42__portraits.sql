-- The pictures of people, as they are shown beside their names.
create table portrait (
  account bigint primary key references account (id),
  -- Names these bytes, for who keeps them.
  name text not null,
  media_type text not null,
  bytes bytea not null check (length(bytes) <= 131072),
  set_at timestamptz not null default clock_timestamp()
);
