-- A person's newest mentions, over all conversations.
create index mention_newest on mention (account, pos desc);

-- Watermarks of a conversation, those furthest ahead first.
create index marker_conversation on marker (conversation, read_pos desc);

-- What changed about a conversation itself, for resume: the log holds far more posts than these.
create index event_state on event (conversation, pos) where kind in ('changed', 'joined', 'left');

-- Recipient groups that changed lately, for resume.
create index link_group_changed on link (grp, changed_at) where grp is not null;
