-- The epoch at which somebody was invited, or last invited again: from then on they count as one who reads (7.5, N-7).
alter table invitation add column at_epoch bigint not null default 0;
alter table invitation alter column at_epoch drop default;
