-- What the lanes of changes ask in one round trip. Flyway runs this file again whenever it has changed.

set local client_min_messages = warning;

-- change_ground(scope, accounts, clients): waits for the scope's lock, then reads what it protects: where the log of the domain or account
-- stands, and what earlier attempts with these keys were answered. Two statements, as each in such a function sees what was committed
-- when it begins: what the lock protects is read in a snapshot that is younger than the lock.
create or replace function change_ground(scope bigint, accounts bigint[], clients text[])
returns table (known boolean, epoch bigint, mark bigint, clock bigint, n bigint, result text, hash text)
language plpgsql volatile as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock(scope);
  return query
    select coalesce(d.id, a.id) is not null, coalesce(d.epoch, a.epoch, 0), coalesce(d.mark, 0),
           (extract(epoch from clock_timestamp()) * 1000000)::bigint, r.n, r.result, encode(r.body_hash, 'hex')
    from (select) one
    left join domain d on d.id = $1
    left join account a on a.id = $1
    left join (
      select k.n, q.result, q.body_hash
      from unnest($2, $3) with ordinality as k (account, client, n)
      join request q on q.account = k.account and q.client_id = k.client) r on true;
end
$$;

-- exits_sending(): whether any node may be sending a row of the outbox; of such rows a fence asks whether they were withdrawn.
create or replace function exits_sending() returns boolean language sql stable as $$
  select exists (select from outbox where state = 'leased')
$$;
