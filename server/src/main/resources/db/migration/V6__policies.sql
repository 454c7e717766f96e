-- Policies: what is set for a workspace, and what for a conversation of it, each an object of the values by their names on the
-- wire. What is not set is not in it; what follows for a conversation is computed where its facts are read.

alter table domain add column policies jsonb not null default '{}';
alter table conversation add column policies jsonb not null default '{}';
