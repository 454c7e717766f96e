-- The words of a name as people search them (Folding), each after a space; FoldNames fills it for those who are there.
alter table account add column folded text not null default '';
