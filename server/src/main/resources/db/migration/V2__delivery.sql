-- What deletion has to find by message, and what the sweeps have to find by age.
create index mention_message on mention (conversation, pos);
create index event_emoji on event (conversation, target) where emoji is not null;
create index event_at on event using brin (at);

-- Whether a path led the person to the conversation at that epoch of the domain.
create function reaches_at(a bigint, c bigint, d bigint, e bigint) returns boolean
language sql stable as $$
  select not exists (
      select from link s
      where s.kind = 'suspend' and s.person = a and s.domain = d
        and s.from_epoch <= e and (s.to_epoch is null or s.to_epoch > e))
    and (exists (
        select from link l
        where l.kind = 'direct' and l.person = a and l.conversation = c
          and l.from_epoch <= e and (l.to_epoch is null or l.to_epoch > e))
      or (not exists (
          select from link x
          where x.kind = 'exclude' and x.person = a and x.conversation = c
            and x.from_epoch <= e and (x.to_epoch is null or x.to_epoch > e))
        and exists (
          select from link v
          join link m on m.kind = 'direct' and m.person = a and m.conversation = v.grp
            and m.from_epoch <= e and (m.to_epoch is null or m.to_epoch > e)
          where v.kind = 'via' and v.conversation = c
            and v.from_epoch <= e and (v.to_epoch is null or v.to_epoch > e))))
$$;
