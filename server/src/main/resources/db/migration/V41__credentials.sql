-- A version of an account's credentials: what was proved about an older one opens no session.
alter table account add column credentials bigint not null default 0;

-- Who asked for a link: a keyed hash of the network, or of the device that signed in before.
alter table one_time_token add column source bytea;
create index one_time_token_source on one_time_token (email, source, created_at) where source is not null;
