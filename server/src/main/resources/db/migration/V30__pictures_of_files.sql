-- Bytes that could not be deleted are tried again later, after all others.
alter table file_gone add column not_before timestamptz not null default '-infinity';
create index file_gone_next on file_gone (not_before);

-- Messages are found by the names of their files too: they are indexed again.
update message m set terms = null
where m.text is not null and exists (select from file f where f.conversation = m.conversation and f.pos = m.pos);
