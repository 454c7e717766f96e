-- Mails that tell an external that somebody added them by name. Such a mail is about a link (subject) and carries no token;
-- what the adder wrote stands beside it for as long as the mail waits.
alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check check (kind in ('sign_in', 'invitation', 'workspace_invitation', 'added'));
create table mail_note (
  mail bigint primary key references mail on delete cascade,
  note text not null
);
