-- Invitations that wait until somebody approves them, and that are about a person who was added by name.
alter table invitation
  add column waits boolean not null default false,
  -- Who approved it, if somebody had to.
  add column approved_by bigint references account,
  -- Who comes in by it once it is approved; their address stands in email, and is shown to nobody.
  add column person bigint references account,
  drop constraint invitation_state_check,
  add constraint invitation_state_check
    check (state in ('pending', 'undeliverable', 'accepted', 'declined', 'denied', 'revoked'));
-- One of each address, and one of each person: that they are the same must not show.
drop index invitation_open;
create unique index invitation_open on invitation (conversation, email)
  where state in ('pending', 'undeliverable') and person is null;
create unique index invitation_person on invitation (conversation, person)
  where state in ('pending', 'undeliverable') and person is not null;
create index invitation_waits on invitation (domain, created_at) where state = 'pending' and waits;

-- Requests for people whom somebody in the conversation suggested; they came by no link.
alter table join_request
  alter column link drop not null,
  add column suggested_by bigint references account,
  add constraint join_request_way check ((link is null) = (suggested_by is not null));
create unique index join_request_suggested on join_request (conversation, email) where link is null;
