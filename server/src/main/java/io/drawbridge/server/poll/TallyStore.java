package io.drawbridge.server.poll;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.server.access.link.DomainId;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads how polls stand in which somebody voted lately, for the fan-out, which asks the gate. */
final class TallyStore {
  record Place(ConversationId conversation, long pos) {}

  /** A poll, and what judges who is told. */
  record Tallied(
      Place place, DomainId domain, long needs, long epoch, AccountId author, PollTally tally) {}

  /** The clock stands still while it runs ({@code now()}), so that an index can be read by it. */
  static final String SINCE =
      """
      select p.conversation, p.pos, p.counts, p.voters, m.epoch, m.author,
             d.id as domain, d.epoch as needs
      from poll p
      join message m on m.conversation = p.conversation and m.pos = p.pos
      join conversation c on c.id = p.conversation
      join domain d on d.id = c.domain
      where p.changed_at > now() - :seconds * interval '1 second'
        and m.text is not null
      order by p.changed_at desc limit :max
      """;

  List<Tallied> since(Handle handle, Duration age, int max) {
    // Mostly nobody has voted: then no message is looked at.
    boolean voted =
        handle
            .createQuery(
                """
                select exists (
                  select from poll where changed_at > now() - :seconds * interval '1 second')
                """)
            .bind("seconds", age.toSeconds())
            .mapTo(Boolean.class)
            .one();
    if (!voted) {
      return List.of();
    }
    return handle
        .createQuery(SINCE)
        .bind("seconds", age.toSeconds())
        .bind("max", max)
        .map((rows, context) ->
            new Tallied(
                new Place(new ConversationId(rows.getLong("conversation")), rows.getLong("pos")),
                new DomainId(rows.getLong("domain")),
                rows.getLong("needs"),
                rows.getLong("epoch"),
                new AccountId(rows.getLong("author")),
                new PollTally(
                    List.of((Integer[]) rows.getArray("counts").getArray()),
                    rows.getInt("voters"))))
        .list();
  }
}
