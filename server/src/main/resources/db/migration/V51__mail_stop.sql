-- Who wants no more mails that leave on somebody's word: to an address, counted as limits count it; from one home, or from everybody
-- (home = 0). A mail knows its home if it is such a one.
create table mail_stop (
  address text not null,
  home bigint not null,
  at timestamptz not null default clock_timestamp(),
  primary key (address, home)
);
alter table mail add column home bigint;
