-- Messages that were passed on. Their text, what was said of the original and the original itself, is that of the message; here stands
-- where in it the original begins, whose it was, and where it stood. It goes with the message.
create table forwarded (
  conversation bigint not null,
  pos bigint not null,
  begins integer not null,
  author bigint not null,
  sent_at timestamptz not null,
  source bigint not null,
  source_pos bigint not null,
  -- Whether a thread began with it.
  starts boolean not null,
  primary key (conversation, pos)
);
create index forwarded_source on forwarded (source, source_pos) where starts;
create index forwarded_author on forwarded (author);
