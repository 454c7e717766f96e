-- A quote shows only to those who see what is quoted: the quoted message's epoch beside its position, so that a floor
-- tells it without looking the message up.
alter table message add column quote_epoch bigint;
update message m set quote_epoch = q.epoch
from message q where q.conversation = m.conversation and q.pos = m.quote;
