-- A DM that an external opened because of a shared conversation ends for whoever is no member with that conversation:
-- the anchor of a direct link to the DM.
alter table link add column anchor bigint references conversation;
create index link_anchored on link (person) where anchor is not null and to_epoch is null;
