-- What paying looks for: the open fences and the unpaid debts of a scope, however many are closed and paid.
create index fence_open on fence (scope, epoch) where closed_at is null;
create index fence_debt_unpaid on fence_debt (scope, node, epoch) where paid_at is null;
