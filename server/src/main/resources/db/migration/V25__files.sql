-- Files. A row is one version of a file, or an upload that becomes one; its id names its bytes in the storage. The row is there before
-- the first byte and until the last one is deleted, so no bytes are ever without a row (here, or in file_gone).
create table file (
  id bigint primary key,
  -- Who uploaded it, and whether as somebody from outside.
  owner bigint not null,
  external boolean not null,
  domain bigint not null,
  conversation bigint not null,
  name text not null,
  size bigint not null,
  -- Bytes that are written and synced.
  received bigint not null default 0,
  -- When it is given up; null once a message carries it.
  expires_at timestamptz,
  -- Known once it is whole.
  type text,
  sha256 bytea,
  -- The message that carries it, its place there, and the first version of the same file.
  pos bigint,
  place integer,
  series bigint,
  version integer,
  current boolean not null default false,
  note text,
  shared_at timestamptz
);
create index file_message on file (conversation, pos) where pos is not null;
create index file_series on file (series, version) where series is not null;
create index file_newest on file (conversation, pos desc) where current;
create index file_staged on file (owner) where pos is null;
create index file_expiry on file (expires_at) where expires_at is not null;

-- Bytes that are still to be deleted.
create table file_gone (
  id bigint primary key,
  owner bigint not null,
  external boolean not null,
  domain bigint not null,
  size bigint not null
);

-- Whoever deletes a file leaves its bytes to be deleted, in the same transaction.
create function file_went() returns trigger language plpgsql as $$
begin
  insert into file_gone (id, owner, external, domain, size)
  select w.id, w.owner, w.external, w.domain, w.size from went w;
  return null;
end
$$;
create trigger file_went after delete on file
  referencing old table as went for each statement execute function file_went();

-- What is stored, until its bytes are deleted: of a workspace (its domain), and of a person as a member and as an external (an account).
create table file_use (
  kind text not null,
  scope bigint not null,
  files bigint not null,
  bytes bigint not null,
  primary key (kind, scope)
);
