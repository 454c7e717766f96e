-- Mails to be sent. A row lives until its mail was handed over, was no longer wanted, or was given up; the one-time token in it
-- exists in clear nowhere else. What the mail says is made when it is sent, from what is true then.
create table mail (
  id bigint primary key,
  kind text not null check (kind in ('sign_in', 'invitation', 'workspace_invitation')),
  recipient text not null,
  token text not null,
  subject bigint,
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp()
);
create index mail_due on mail (due_at);
create index mail_subject on mail (subject) where subject is not null;

-- Invitations mailed to an address, in a sliding day; what bounds them.
create table invitation_slot (
  id bigint primary key,
  email text not null,
  at timestamptz not null default clock_timestamp()
);
create index invitation_slot_email on invitation_slot (email, at);
