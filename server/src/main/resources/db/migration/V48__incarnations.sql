-- The lives of this database: another one begins when it is restored from a backup, or has failed over to a standby that lacks commits.
-- What clients know of an earlier one may never have been, so they load again.
create table incarnation (
  number integer primary key,
  -- What is in every since that is handed out during it.
  code text not null,
  cause text not null check (cause in ('made', 'restored', 'failed_over')),
  began_at timestamptz not null default clock_timestamp(),
  -- Of a restored one: everything that was committed before this is in it.
  restored_to timestamptz,
  check ((cause = 'restored') = (restored_to is not null))
);
insert into incarnation (number, code, cause) values (1, substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), 'made');
