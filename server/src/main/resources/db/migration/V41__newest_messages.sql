-- Messages over all conversations, the newest last: what a frequent word is found by without reading every message that has it.
create index message_newest on message (pos, conversation);
