-- Notices are read and kept few in the order of the list.
drop index notice_newest;
create index notice_newest on notice (account, pos desc, conversation desc);
