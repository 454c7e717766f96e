-- When a refresh token was spent: for a moment after that its use is a parallel request, later it is a copy.
alter table refresh_token add column spent_at timestamptz;
update refresh_token set spent_at = issued_at where spent;
alter table refresh_token add check (spent = (spent_at is not null));
