-- What was written on a day (UTC), over all nodes: each adds its counts every few seconds.
-- kind: member or external (scope = an account), conversation, workspace (scope = a domain).
create table content_day (
  kind text not null,
  scope bigint not null,
  day date not null,
  rows bigint not null,
  bytes bigint not null,
  primary key (kind, scope, day)
);
create index content_day_old on content_day using brin (day);
