package io.drawbridge.server.delivery;

import io.drawbridge.protocol.frame.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.DomainId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What changes of links meant for people: who was touched, and who gained or lost which
 * conversation.
 */
final class ShiftStore {
  private static final String CHANGED =
      """
      with changed as (
        select l.from_epoch as epoch, l.kind, l.person, l.grp, l.conversation from link l
        where l.domain = :domain and l.from_epoch > :after and l.from_epoch <= :upto
        union
        select l.to_epoch, l.kind, l.person, l.grp, l.conversation from link l
        where l.domain = :domain and l.to_epoch > :after and l.to_epoch <= :upto
      )
      """;

  /** The people whose links each epoch's change touched, directly or through a group. */
  Map<Long, Set<AccountId>> touched(Handle handle, DomainId domain, long after, long upTo) {
    Map<Long, Set<AccountId>> touched = new HashMap<>();
    handle
        .createQuery(
            CHANGED
                + """
                select c.epoch, c.person from changed c where c.person is not null
                union
                select c.epoch, m.person from changed c
                join link m on m.kind = 'direct' and m.conversation = c.grp and m.domain = :domain
                  and m.from_epoch <= c.epoch and (m.to_epoch is null or m.to_epoch >= c.epoch)
                where c.kind = 'via'
                """)
        .bind("domain", domain.value())
        .bind("after", after)
        .bind("upto", upTo)
        .map((rows, context) ->
            touched
                .computeIfAbsent(rows.getLong("epoch"), _ -> new HashSet<>())
                .add(new AccountId(rows.getLong("person"))))
        .list();
    return touched;
  }

  /** For these people, each conversation that a change was about, by epoch. */
  List<Shift> shifts(
      Handle handle, DomainId domain, long after, long upTo, Collection<AccountId> people) {
    return handle
        .createQuery(
            CHANGED
                + """
                , own as (
                  select * from changed c where c.person = any(:people)
                ), kept as (
                  select c.epoch, p.person, p.conversation from own c
                  join link p on p.kind = 'direct' and p.person = c.person and p.domain = :domain
                    and p.from_epoch <= c.epoch and (p.to_epoch is null or p.to_epoch >= c.epoch)
                  where c.kind = 'suspend'
                  union
                  select c.epoch, c.person, c.conversation from own c where c.kind = 'direct'
                ), candidate as (
                  select epoch, person, conversation from kept
                  union
                  select c.epoch, c.person, c.conversation from own c where c.kind = 'exclude'
                  union
                  select k.epoch, k.person, v.conversation from kept k
                  join link v on v.kind = 'via' and v.grp = k.conversation and v.domain = :domain
                    and v.from_epoch <= k.epoch and (v.to_epoch is null or v.to_epoch >= k.epoch)
                  union
                  select c.epoch, m.person, c.conversation from changed c
                  join link m on m.kind = 'direct' and m.conversation = c.grp and m.person = any(:people)
                    and m.from_epoch <= c.epoch and (m.to_epoch is null or m.to_epoch >= c.epoch)
                  where c.kind = 'via'
                )
                select k.epoch, k.person, k.conversation,
                       reaches_at(k.person, k.conversation, :domain, k.epoch - 1) as before,
                       reaches_at(k.person, k.conversation, :domain, k.epoch) as after,
                       coalesce(
                         (select 'suspended' from link l where l.kind = 'suspend' and l.person = k.person
                            and l.domain = :domain and l.from_epoch = k.epoch limit 1),
                         (select l.end_reason from link l where l.kind = 'direct' and l.person = k.person
                            and l.conversation = k.conversation and l.to_epoch = k.epoch limit 1),
                         (select 'excluded' from link l where l.kind = 'exclude' and l.person = k.person
                            and l.conversation = k.conversation and l.from_epoch = k.epoch limit 1),
                         (select l.end_reason from link l where l.kind = 'direct' and l.person = k.person
                            and l.domain = :domain and l.to_epoch = k.epoch limit 1)) as reason
                from candidate k
                order by k.epoch
                """)
        .bind("domain", domain.value())
        .bind("after", after)
        .bind("upto", upTo)
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toArray())
        .map((rows, context) ->
            new Shift(
                rows.getLong("epoch"),
                new AccountId(rows.getLong("person")),
                new ConversationId(rows.getLong("conversation")),
                rows.getBoolean("before"),
                rows.getBoolean("after"),
                reason(String.valueOf(rows.getString("reason")))))
        .list();
  }

  /** Whether a path led the person there before and after the change of that epoch. */
  record Shift(
      long epoch,
      AccountId person,
      ConversationId conversation,
      boolean before,
      boolean after,
      EndReason reason) {}

  private static EndReason reason(String stored) {
    return Arrays.stream(EndReason.values())
        .filter(known -> known.name().equals(stored.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(EndReason.REMOVED);
  }
}
