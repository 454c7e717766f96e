-- What people say of themselves, for those who share a conversation with them (G-14).
alter table account
  add column title text,
  add column organisation text,
  add column time_zone text,
  add column locale text check (locale in ('de', 'en'));

-- Whom a workspace has erased (G-9): their name shows no more on what they wrote there, as long as they have nothing there again.
create table erased_person (
  domain bigint not null references domain,
  person bigint not null references account,
  at timestamptz not null default clock_timestamp(),
  primary key (domain, person)
);
create index erased_person_person on erased_person (person);

-- A record stays as it is; but once it is sealed, the words about somebody who is erased may go from it: the chain holds their hash.
create function audit_forgets_words() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.reason is not null and new.reason is null
      and (to_jsonb(new) - 'reason') = (to_jsonb(old) - 'reason')
      and exists (select from audit_seal s where s.scope = old.scope and s.epoch = old.epoch and s.note is null) then
    return new;
  end if;
  raise exception 'the audit is only added to (expected: no % of %)', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;
drop trigger only_added_to on audit;
create trigger only_added_to before update or delete on audit for each row execute function audit_forgets_words();
