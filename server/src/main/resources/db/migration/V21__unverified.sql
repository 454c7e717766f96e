-- Who has no address is looked for every minute or so: whether the one session that opens their account has ended.
create index account_unverified on account (id) where kind = 'person' and email is null;
