-- The links of externals whose coming end was told by mail: once for each, so again if another end is set.
create table term_reminder (
  link bigint primary key,
  told_at timestamptz not null default clock_timestamp()
);
