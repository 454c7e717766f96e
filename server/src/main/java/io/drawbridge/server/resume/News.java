package io.drawbridge.server.resume;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * The changes of one conversation while a person was away, as one snapshot shows them.
 *
 * @param needs the domain's epoch in that snapshot
 * @param fresh the person came to it, or came back to it
 * @param altered its name, state or people changed
 * @param ended how it ended, when no path leads there any more
 * @param head what its head is now, if it moved
 * @param apart it is that of what the person sees, who sees no other external there
 */
record News(
    ConversationId conversation,
    DomainId domain,
    long needs,
    boolean reached,
    boolean fresh,
    boolean altered,
    Optional<Ended> ended,
    Optional<Long> head,
    boolean apart,
    boolean mentioned) {

  record Ended(Instant at, EndReason reason) {}

  static News of(RowView row) {
    return new News(
        new ConversationId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        row.getColumn("reached", Boolean.class),
        row.getColumn("fresh", Boolean.class),
        row.getColumn("altered", Boolean.class),
        Optional.ofNullable(row.getColumn("ended_at", Instant.class))
            .map(at -> new Ended(at, reason(row.getColumn("ended_by", String.class)))),
        Optional.ofNullable(row.getColumn("head", Long.class)),
        row.getColumn("apart", Boolean.class),
        row.getColumn("mentioned", Boolean.class));
  }

  private static EndReason reason(String stored) {
    for (EndReason reason : EndReason.values()) {
      if (reason.name().toLowerCase(Locale.ROOT).equals(stored)) {
        return reason;
      }
    }
    return EndReason.REMOVED;
  }
}
