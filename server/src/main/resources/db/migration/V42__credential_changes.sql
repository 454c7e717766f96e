-- When a session was opened by a mailed link: for a while that stands for the present password.
alter table session add column mailbox_proved_at timestamptz;

-- Changes of what opens an account or its bots. The owner is mailed about each.
create table credential_change (
  id bigint primary key,
  account bigint not null references account,
  what text not null check (what in ('password_set', 'password_changed', 'sessions_ended', 'bot_token_made')),
  bot bigint references account,
  at timestamptz not null default clock_timestamp()
);
create index credential_change_account on credential_change (account, at);

alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check
  check (kind in ('sign_in', 'invitation', 'workspace_invitation', 'added', 'credential_changed'));
