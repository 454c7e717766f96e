-- Whether a group stands in the directory of a workspace. What somebody may not know of must cost them as much time as
-- what does not exist, so this has no entry for it; the sum keeps the planner from the primary key, which has one.
create index conversation_listed on conversation (domain, (id + 0)) where kind = 'group' and visibility <> 'secret';
