-- What devices say that they keep nothing more of (N-8). What they owe is not stored: it follows from sessions and ended links.
create table device_purge (
  session bigint not null references session on delete cascade,
  conversation bigint not null,
  at timestamptz not null default clock_timestamp(),
  primary key (session, conversation)
);
