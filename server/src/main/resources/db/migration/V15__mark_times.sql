-- When a mark of somebody last moved: what it stands at was read, or had come, by then. Nobody noted it before.
alter table marker
  add column read_at timestamptz,
  add column delivered_at timestamptz;
