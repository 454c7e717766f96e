-- The backstage of a group or thread: a conversation of its own, for those of the other's people who are members of the workspace.
alter table conversation add column backstage_of bigint references conversation;
create unique index conversation_backstage on conversation (backstage_of) where backstage_of is not null;
create index conversation_backstages on conversation (domain) where backstage_of is not null;
