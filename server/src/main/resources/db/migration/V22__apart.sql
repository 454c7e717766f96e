-- Conversations in which externals do not see each other: few, and every view of a domain asks for them.
create index conversation_apart on conversation (domain) where (policies -> 'externals_see_externals') = 'false'::jsonb;

-- These tell more, or ask more, from now on.
drop function if exists floor_of(bigint, bigint);
drop function if exists newest_living(bigint, bigint, bigint);
drop function if exists living_of_others(bigint, bigint, bigint, bigint, int);
