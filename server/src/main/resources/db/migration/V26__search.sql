-- The words by which a message is found (IndexedText); null where there is no text, and in rows of before until they were indexed.
alter table message add column terms tsvector;
create index message_terms on message using gin (terms);
create index message_unindexed on message (conversation, pos) where terms is null and text is not null;
