-- Bytes that could not be deleted are tried again later, after all others.
alter table file_gone add column not_before timestamptz not null default '-infinity';
create index file_gone_next on file_gone (not_before);

-- Messages are found by the names of their files too: they are indexed again.
update message m set terms = null
where m.text is not null and exists (select from file f where f.conversation = m.conversation and f.pos = m.pos);

-- What of a file's bytes is delivered, if not all, and how many bytes that are; its hash is theirs.
-- Of a picture: how large it is the right way up, and what stands beside it in small.
alter table file
  add column pieces bytea,
  add column shown_size bigint,
  add column width integer,
  add column height integer,
  add column drawn_type text,
  add column drawn_small integer,
  add column drawn_large integer;
