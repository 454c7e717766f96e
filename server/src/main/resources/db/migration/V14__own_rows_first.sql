-- What the server sends of itself does not wait behind what leaves on somebody's word.
create index outbox_own on outbox (exit, due_at) where state = 'waiting' and home is null;
