-- Mails that leave on somebody's word, in a sliding day: what bounds them, whichever node counts. The address stands here in the
-- form that is counted: without the tag of its local part. leaves_at: when the mail may leave, later than it was asked for if the
-- address has had its share from everybody together.
drop table invitation_slot;
create table mail_quota (
  id bigint primary key,
  sort text not null check (sort in ('invitation', 'addition')),
  inviter bigint not null,
  home bigint not null,
  conversation bigint,
  address text not null,
  at timestamptz not null default clock_timestamp(),
  leaves_at timestamptz not null
);
create index mail_quota_inviter on mail_quota (inviter, at);
create index mail_quota_conversation on mail_quota (conversation, at) where conversation is not null;
create index mail_quota_home on mail_quota (home, at);
create index mail_quota_address on mail_quota (address, leaves_at);
create index mail_quota_leaves on mail_quota (leaves_at);
