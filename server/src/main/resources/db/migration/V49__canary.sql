-- The canary: somebody made up who is let into a conversation of its own and removed again, to see that a removal is final on every node.

create table canary (
  only_one boolean primary key default true check (only_one),
  domain bigint not null references domain,
  conversation bigint not null references conversation,
  -- Who stays there and writes, and who comes and goes. Nobody can sign in as one of them.
  member bigint not null references account,
  external bigint not null references account,
  -- The number of the last round, the node whose turn it is, and until when.
  round bigint not null default 0,
  holder text,
  held_until timestamptz not null default clock_timestamp()
);

-- The nodes at which both are connected, and how often they were: they are connected again whenever the node has the right to serve again.
create table canary_eye (
  node text primary key,
  opened bigint not null default 1
);

-- What came to the two of them at a node in a round: to the external what was said before the removal, to the member what was said last, and to
-- the external what was said after the receipt.
create table canary_sight (
  node text not null,
  round bigint not null,
  heard boolean not null default false,
  ended boolean not null default false,
  leaked boolean not null default false,
  primary key (node, round)
);

-- Whether a log is the canary's. A workspace's is it never, whatever stands there.
create function canary_log(s bigint) returns boolean
language sql stable as $$
  select exists (select from canary c join domain d on d.id = c.domain where c.domain = s and d.workspace is null)
$$;

-- Its log tells of nobody, and grows by two records a minute and node: it is not sealed, and old records go.
drop trigger only_added_to on audit;
create trigger only_added_to before update or delete on audit for each row
  when (not canary_log(old.scope)) execute function audit_forgets_words();

-- Forgets what it did and said longer ago than so many seconds.
create function canary_forget(seconds bigint) returns void
language plpgsql as $$
declare
  c canary;
  long_ago timestamptz = clock_timestamp() - seconds * interval '1 second';
begin
  select * into c from canary;
  delete from message where conversation = c.conversation and sent_at < long_ago;
  delete from event where conversation = c.conversation and at < long_ago;
  delete from link where domain = c.domain and to_epoch is not null and changed_at < long_ago;
  -- What stands begins or ends at an epoch, whose mark is asked for; the newest epoch tells how far the log is.
  delete from change h where h.scope = c.domain and h.at < long_ago
    and h.epoch < (select epoch from domain where id = c.domain) and not exists (
    select from link l where l.domain = c.domain and h.epoch in (l.from_epoch, l.since_epoch, l.opens_epoch, l.to_epoch));
  delete from audit a where a.scope = c.domain and a.at < long_ago and canary_log(a.scope)
    and not exists (select from change h where h.scope = a.scope and h.epoch = a.epoch);
end
$$;
