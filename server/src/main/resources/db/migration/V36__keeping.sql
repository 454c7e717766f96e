-- Content that goes for good, and holds, which keep it nevertheless.

-- A conversation that was deleted: what is left of it. Its row in conversation stays, without a name, and leads nobody anywhere.
create table deleted_conversation (
  conversation bigint primary key references conversation,
  domain bigint not null references domain,
  -- The one that was asked for: itself, or the one with which it goes.
  root bigint not null,
  actor bigint not null,
  at timestamptz not null default clock_timestamp(),
  -- When nobody reached it any more, and when its content was gone.
  ended_at timestamptz,
  emptied_at timestamptz
);
create index deleted_conversation_left on deleted_conversation (root) where ended_at is null;
create index deleted_conversation_full on deleted_conversation (at) where emptied_at is null;

-- Legal holds: what was written in a conversation, or by a person anywhere in the workspace, is kept as long as one stands.
create table hold (
  id bigint primary key,
  domain bigint not null references domain,
  conversation bigint references conversation,
  person bigint references account,
  reason text not null,
  placed_by bigint not null references account,
  placed_at timestamptz not null default clock_timestamp(),
  lifted_by bigint references account,
  lifted_at timestamptz,
  -- When all that it alone had kept was gone.
  released_at timestamptz,
  check ((conversation is null) <> (person is null)),
  check ((lifted_by is null) = (lifted_at is null))
);
create index hold_domain on hold (domain, placed_at);
create index hold_unreleased on hold (domain) where lifted_at is not null and released_at is null;
create unique index hold_of_conversation on hold (conversation) where conversation is not null and lifted_at is null;
create unique index hold_of_person on hold (domain, person) where person is not null and lifted_at is null;

-- Texts that people edited or deleted while a hold stood: nothing but the reading of holds shows them.
create table held_content (
  id bigint generated always as identity primary key,
  domain bigint not null,
  conversation bigint not null,
  pos bigint not null,
  author bigint not null,
  text text not null,
  sent_at timestamptz not null,
  -- When this version was written, if it was an edit.
  edited_at timestamptz,
  kept_at timestamptz not null default clock_timestamp()
);
create index held_content_place on held_content (conversation, pos);
create index held_content_author on held_content (domain, author);
-- The same with files; their bytes stay in the storage, and count, until the row goes.
create table held_file (
  id bigint primary key,
  owner bigint not null,
  external boolean not null,
  domain bigint not null,
  conversation bigint not null,
  pos bigint not null,
  name text not null,
  size bigint not null,
  type text,
  sha256 bytea,
  version integer,
  note text,
  shared_at timestamptz,
  kept_at timestamptz not null default clock_timestamp()
);
create index held_file_place on held_file (conversation, pos);
create index held_file_owner on held_file (domain, owner);

-- Whatever takes the text of a message away: a version that is held is kept apart in the same transaction.
create function message_kept() returns trigger language plpgsql as $$
begin
  if held(old.conversation, old.author) then
    insert into held_content (domain, conversation, pos, author, text, sent_at, edited_at)
    select c.domain, old.conversation, old.pos, old.author, old.text, old.sent_at, old.edited_at
    from conversation c where c.id = old.conversation;
  end if;
  return null;
end
$$;
create trigger message_kept_at_edit after update of text on message for each row
  when (old.text is not null and old.text is distinct from new.text) execute function message_kept();
create trigger message_kept_at_delete after delete on message for each row
  when (old.text is not null) execute function message_kept();

-- An earlier version of a message, and the options of a poll, in the same way. The message is still there: rows that hang on messages go
-- before them. A version that was kept apart when it was edited is not kept twice.
create function version_kept() returns trigger language plpgsql as $$
begin
  insert into held_content (domain, conversation, pos, author, text, sent_at, edited_at)
  select c.domain, m.conversation, m.pos, m.author, old.text, m.sent_at, nullif(old.written_at, m.sent_at)
  from message m join conversation c on c.id = m.conversation
  where m.conversation = old.conversation and m.pos = old.pos and held(m.conversation, m.author)
    and not exists (
      select from held_content h
      where h.conversation = old.conversation and h.pos = old.pos and h.text = old.text
        and coalesce(h.edited_at, h.sent_at) = old.written_at);
  return null;
end
$$;
create trigger version_kept after delete on message_version for each row execute function version_kept();
create function poll_kept() returns trigger language plpgsql as $$
begin
  insert into held_content (domain, conversation, pos, author, text, sent_at)
  select c.domain, m.conversation, m.pos, m.author, old.options, m.sent_at
  from message m join conversation c on c.id = m.conversation
  where m.conversation = old.conversation and m.pos = old.pos and held(m.conversation, m.author);
  return null;
end
$$;
create trigger poll_kept after delete on poll for each row execute function poll_kept();

-- Whoever deletes a file leaves its bytes to be deleted, in the same transaction, or to those who hold it.
create or replace function file_went() returns trigger language plpgsql as $$
begin
  insert into held_file (id, owner, external, domain, conversation, pos, name, size, type, sha256, version, note, shared_at)
  select w.id, w.owner, w.external, w.domain, w.conversation, w.pos, w.name, w.size, w.type, w.sha256, w.version, w.note,
         w.shared_at
  from went w where w.pos is not null and held(w.conversation, w.owner);
  insert into file_gone (id, owner, external, domain, size)
  select w.id, w.owner, w.external, w.domain, w.size
  from went w where not exists (select from held_file h where h.id = w.id);
  return null;
end
$$;

-- Deleting what lies below a position, and what belongs to a conversation.
create index saved_place on saved (conversation, pos);
create index notice_place on notice (conversation);
create index notice_setting_place on notice_setting (conversation);
create index file_follow_place on file_follow (conversation);
create index draft_place on draft (conversation);
create index scheduled_place on scheduled (conversation);

-- What analyzing a table keeps of its columns are values: of words of people it keeps none.
alter table message alter column text set statistics 0;
alter table message_version alter column text set statistics 0;
alter table held_content alter column text set statistics 0;
alter table held_file alter column name set statistics 0, alter column note set statistics 0;
alter table file alter column name set statistics 0, alter column note set statistics 0;
alter table poll alter column options set statistics 0;
alter table preview alter column url set statistics 0, alter column title set statistics 0, alter column description set statistics 0;
alter table preview_wanted alter column urls set statistics 0;
alter table draft alter column text set statistics 0;
alter table scheduled alter column text set statistics 0;
alter table invitation alter column note set statistics 0;
alter table join_request alter column note set statistics 0;
alter table join_link alter column note set statistics 0;
