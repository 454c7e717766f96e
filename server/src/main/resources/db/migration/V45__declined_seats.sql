-- An invitation to a seat is declined by the link of its mail.
alter table workspace_invitation drop constraint workspace_invitation_state_check;
alter table workspace_invitation add constraint workspace_invitation_state_check
  check (state in ('pending', 'undeliverable', 'accepted', 'declined', 'revoked'));
