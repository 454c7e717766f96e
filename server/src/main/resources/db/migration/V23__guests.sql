-- Guests of a workspace: people from outside who are known there, and in no conversation yet. A row opens nothing; it says that they exist.
create table guest (
  id bigint generated always as identity primary key,
  domain bigint not null references domain,
  person bigint not null references account,
  -- Who invited them, and in what relation they stand to the workspace.
  sponsor bigint not null references account,
  relation text,
  since timestamptz not null default clock_timestamp(),
  -- When the clock ends it; nothing else has to.
  until timestamptz,
  ended_at timestamptz,
  end_reason text
);
create unique index guest_active on guest (domain, person) where ended_at is null;
create index guest_person on guest (person);

-- An invitation to become a guest, and on what terms.
alter table workspace_invitation
  add column guest boolean not null default false,
  add column until timestamptz,
  add column relation text,
  add column name text;
drop index workspace_invitation_open;
create unique index workspace_invitation_open on workspace_invitation (workspace, email, guest)
  where state in ('pending', 'undeliverable');
create index workspace_invitation_email on workspace_invitation (email) where state in ('pending', 'undeliverable');
