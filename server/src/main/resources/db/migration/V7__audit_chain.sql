-- The audit as a chain: records stay where their changes wrote them, and are sealed soon after, one hash over another.

-- The transaction that wrote a record: what is older than every open transaction is complete.
alter table audit add column xid xid8 not null default pg_current_xact_id();
create index audit_xid on audit (xid, scope, epoch);

-- What happened without a change of access: a sign-in, a look at what only those see who run a workspace.
create table audit_note (
  id bigint generated always as identity primary key,
  -- The workspace whose record it is, else the account; neither if it is the server's own.
  workspace bigint,
  account bigint,
  action text not null,
  actor bigint,
  actor_kind text not null check (actor_kind in ('person', 'bot', 'server')),
  session bigint,
  conversation bigint,
  person bigint,
  address bytea,
  -- As audit.after.
  told jsonb not null,
  at timestamptz not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  check ((actor is null) = (actor_kind = 'server'))
);
create index audit_note_xid on audit_note (xid, id);
create index audit_note_actor on audit_note (actor, at) where actor is not null;

-- Where sealing goes on: every record of an older transaction is sealed.
create table audit_cursor (
  always boolean primary key default true check (always),
  xid xid8 not null
);
insert into audit_cursor (xid) values ('0');

-- A chain for each workspace, for each account or other domain whose records are of no workspace, and one (0) for what is of none of
-- them: its last record, and the last one that a checkpoint was signed for.
create table audit_chain (
  id bigint primary key,
  -- As records and exports name it.
  name text not null,
  position bigint not null,
  hash bytea not null,
  signed bigint not null default 0,
  signed_at timestamptz not null default clock_timestamp()
);
create index audit_chain_unsigned on audit_chain (id) where signed < position;

-- A sealed record, as lists and exports show it. The other columns say what it is about, for those who look for it.
create table audit_seal (
  chain bigint not null,
  position bigint not null,
  -- The record that it was made of: a row of audit, or of audit_note.
  scope bigint,
  epoch bigint,
  note bigint,
  hash bytea not null,
  -- Canonical JSON, of which the hash is.
  record text not null,
  action text not null,
  actor bigint,
  person bigint,
  conversation bigint,
  at timestamptz not null,
  primary key (chain, position),
  check ((note is null) = (scope is not null and epoch is not null))
);
create unique index audit_seal_change on audit_seal (scope, epoch, chain) where note is null;
create unique index audit_seal_note on audit_seal (note, chain) where note is not null;
create index audit_seal_action on audit_seal (chain, action, position);
create index audit_seal_actor on audit_seal (chain, actor, position) where actor is not null;
create index audit_seal_person on audit_seal (chain, person, position) where person is not null;
create index audit_seal_conversation on audit_seal (chain, conversation, position) where conversation is not null;

-- The texts that a record has only the hashes of: they can be hidden, and forgotten, and the chain holds.
create table audit_text (
  chain bigint not null,
  position bigint not null,
  -- Where it stands in the record, as in after/0/name.
  place text not null,
  salt bytea not null,
  text text not null,
  -- The conversation that it is the name of: for those who may know it. Null if all may see it who see the record.
  conversation bigint,
  primary key (chain, position, place)
);

-- The public keys of those who signed; the newer ones by the signature of an older.
create table audit_key (
  id text primary key,
  public bytea not null,
  vouched_by text references audit_key,
  vouched bytea,
  at timestamptz not null default clock_timestamp(),
  check ((vouched_by is null) = (vouched is null))
);

-- A line of an export, signed: how far a chain had come.
create table audit_checkpoint (
  chain bigint not null,
  position bigint not null,
  key text not null references audit_key,
  line text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (chain, position)
);

create function audit_is_only_added_to() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit is only added to (expected: no % of %)', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create trigger only_added_to before update or delete on audit for each row execute function audit_is_only_added_to();
create trigger only_added_to before update or delete on audit_note for each row execute function audit_is_only_added_to();
create trigger only_added_to before update or delete on audit_seal for each row execute function audit_is_only_added_to();
create trigger only_added_to before update or delete on audit_key for each row execute function audit_is_only_added_to();
create trigger only_added_to before update or delete on audit_checkpoint for each row execute function audit_is_only_added_to();
-- A text may be forgotten, not changed.
create trigger only_added_to before update on audit_text for each row execute function audit_is_only_added_to();

create trigger never_emptied before truncate on audit execute function audit_is_only_added_to();
create trigger never_emptied before truncate on audit_note execute function audit_is_only_added_to();
create trigger never_emptied before truncate on audit_seal execute function audit_is_only_added_to();
create trigger never_emptied before truncate on audit_key execute function audit_is_only_added_to();
create trigger never_emptied before truncate on audit_checkpoint execute function audit_is_only_added_to();
