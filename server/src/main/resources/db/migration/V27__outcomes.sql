-- Who invited or suggested somebody hears by mail what became of it: what nobody was told yet, until it is taken into a mail.
alter table invitation add column news text check (news in ('approved', 'denied', 'undeliverable'));
alter table join_request add column news text check (news in ('approved', 'denied'));
alter table workspace_invitation add column news text check (news in ('undeliverable'));
create index invitation_news on invitation (id) where news is not null;
create index join_request_news on join_request (id) where news is not null;
create index workspace_invitation_news on workspace_invitation (id) where news is not null;

-- The last mail of it to a person about a workspace, and when it leaves or left: until then what comes goes with it.
create table outcome_mail (
  domain bigint not null references domain,
  person bigint not null references account,
  mail bigint not null,
  leaves timestamptz not null,
  primary key (domain, person)
);
-- What a mail is about, and is asked again when it leaves.
create table outcome_notice (
  mail bigint not null,
  person bigint not null references account,
  source text not null check (source in ('invitation', 'request', 'seat')),
  subject bigint not null,
  outcome text not null,
  noted_at timestamptz not null default clock_timestamp(),
  primary key (mail, source, subject)
);
create index outcome_notice_age on outcome_notice (noted_at);

-- Whom an invitation counts as goes by who was named, too.
drop function if exists invited_as(text, bigint);
