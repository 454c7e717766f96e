package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
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
 * Reads what changes of links meant for people: who was touched, and who gained or lost which
 * conversation.
 */
final class ShiftStore {
  /** The people whose links each epoch's change touched, directly or through a group. */
  Map<Long, Set<AccountId>> touched(Handle handle, DomainId domain, long after, long upTo) {
    Map<Long, Set<AccountId>> touched = new HashMap<>();
    handle
        .createQuery("select t.epoch, t.person from touched_people(:domain, :after, :upto) t")
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

  /** The shifts of these people: each conversation that a change was about, by epoch. */
  List<Shift> shifts(
      Handle handle, DomainId domain, long after, long upTo, Collection<AccountId> people) {
    return handle
        .createQuery(
            """
            select s.epoch, s.person, s.conversation, s.led_before, s.led_after, s.reason
            from shifts_of(:people, :domain, :after, :upto) s
            order by s.epoch
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
                rows.getBoolean("led_before"),
                rows.getBoolean("led_after"),
                reason(String.valueOf(rows.getString("reason")))))
        .list();
  }

  /**
   * A person and a conversation, and whether a path led there before and after the change of that
   * epoch.
   */
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
