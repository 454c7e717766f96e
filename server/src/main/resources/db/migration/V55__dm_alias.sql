-- A DM that was opened by address has, once the address turned out to be somebody's, the key of its people. The key by
-- which it was opened leads to it still: so whoever opens it again by that address finds the same.
create table dm_alias (
  dm_key text primary key,
  conversation bigint not null references conversation
);
