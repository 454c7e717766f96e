-- What the audit may forget: the name of somebody who erased their account, and records that are old enough, up to a checkpoint.

alter table audit_chain
  -- Records up to this position may be gone, and soon are: the checkpoint that was signed for it stands for them.
  add column dropped bigint not null default 0,
  add column dropped_hash bytea,
  add check ((dropped = 0) = (dropped_hash is null));

-- What a change told of is gone from here: its record was dropped. The row stays for the log, and is not sealed again.
alter table audit add column dropped boolean not null default false;

create or replace function audit_forgets_words() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE'
      and (to_jsonb(new) - 'reason' - 'before' - 'after' - 'dropped')
        = (to_jsonb(old) - 'reason' - 'before' - 'after' - 'dropped') then
    -- It was sealed, and no chain keeps it.
    if new.dropped and not old.dropped and old.xid < (select c.xid from audit_cursor c)
        and not still_sealed(old.scope, old.epoch) then
      return new;
    end if;
    -- It is sealed: the chain has the hashes of these words.
    if new.dropped = old.dropped
        and exists (select from audit_seal s where s.scope = old.scope and s.epoch = old.epoch and s.note is null)
        and (
          (old.reason is not null and new.reason is null and new.before = old.before and new.after = old.after)
          or (new.reason is not distinct from old.reason and (new.before <> old.before or new.after <> old.after)
            and new.before = audit_nameless(old.before) and new.after = audit_nameless(old.after)
            and exists (select from account a where a.id = old.scope and a.ended_at is not null))) then
      return new;
    end if;
  end if;
  raise exception 'the audit is only added to (expected: no % of %)', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create function audit_drops_old() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if tg_table_name = 'audit_seal' and exists (
        select from audit_chain c where c.id = old.chain and old.position <= c.dropped) then
      return old;
    end if;
    if tg_table_name = 'audit_checkpoint' and exists (
        select from audit_chain c where c.id = old.chain and old.position < c.dropped) then
      return old;
    end if;
  end if;
  raise exception 'the audit is only added to (expected: no % of %)', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create function audit_drops_notes() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.xid < (select c.xid from audit_cursor c) and not exists (
      select from audit_seal s join audit_chain c on c.id = s.chain
      where s.note = old.id and s.position > c.dropped) then
    return old;
  end if;
  raise exception 'the audit is only added to (expected: no % of %)', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;

drop trigger only_added_to on audit_seal;
drop trigger only_added_to on audit_checkpoint;
drop trigger only_added_to on audit_note;
create trigger only_added_to before update or delete on audit_seal for each row execute function audit_drops_old();
create trigger only_added_to before update or delete on audit_checkpoint for each row execute function audit_drops_old();
create trigger only_added_to before update or delete on audit_note for each row execute function audit_drops_notes();

-- Who decides that somebody is let in hears of it by mail, once for each who waits and at most one mail an hour: when the last one leaves.
alter table invitation add column approval_told boolean not null default false;
alter table join_request add column approval_told boolean not null default false;
create index invitation_untold on invitation (id) where waits and not approval_told;
create index join_request_untold on join_request (id) where state = 'pending' and not approval_told;
create table approval_mail (
  domain bigint not null references domain,
  person bigint not null references account,
  leaves timestamptz not null,
  primary key (domain, person)
);
