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

-- audit_nameless(facts): the same without the names that somebody made up.
create or replace function audit_nameless(facts jsonb) returns jsonb
language sql immutable as $$
  select coalesce(jsonb_agg(f.fact - 'name' order by f.place), '[]'::jsonb)
  from jsonb_array_elements(facts) with ordinality as f (fact, place)
$$;

-- still_sealed(scope, epoch): a chain keeps the record of this change.
create or replace function still_sealed(s bigint, e bigint) returns boolean
language sql stable as $$
  select exists (
    select from audit_seal a join audit_chain c on c.id = a.chain
    where a.scope = s and a.epoch = e and a.note is null and a.position > c.dropped)
$$;

-- active_now(account): whether somebody is there: a session of theirs was seen, or a read mark moved, within two minutes.
create or replace function active_now(a bigint) returns boolean
language sql stable as $$
  select exists (
      select from session s
      where s.account = a and s.ended_at is null and s.last_seen_at > clock_timestamp() - interval '2 minutes')
    or exists (
      select from marker k
      where k.account = a and k.read_at > clock_timestamp() - interval '2 minutes')
$$;

-- push_lives(account, session): whether a device is still pushed to: its session lives, or if it ends with none, any of its person's.
create or replace function push_lives(a bigint, s bigint) returns boolean
language sql stable as $$
  select exists (
    select from session x
    where x.account = a and x.ended_at is null and x.idle_until > clock_timestamp() and (s is null or x.id = s))
$$;
