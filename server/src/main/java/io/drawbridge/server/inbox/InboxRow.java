package io.drawbridge.server.inbox;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.message.PagePlace;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * One entry as the database shows it above the reader's floor.
 *
 * @param place where the entry stands
 * @param apart it was read without other externals, whom the reader does not see there
 * @param oldest the oldest message that anything of the entry tells about
 */
record InboxRow(
    PagePlace place,
    DomainId domain,
    long needs,
    long head,
    boolean apart,
    Optional<String> preview,
    int unread,
    int mentions,
    long readPos,
    boolean followed,
    boolean important,
    boolean archived,
    Optional<Instant> remindAt,
    boolean reminded,
    Optional<Oldest> oldest) {

  record Oldest(long epoch, long pos) {}

  static InboxRow of(RowView row) {
    return new InboxRow(
        new PagePlace(row.getColumn("key", Long.class), row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        row.getColumn("head", Long.class),
        row.getColumn("apart", Boolean.class),
        Optional.ofNullable(row.getColumn("preview", String.class)),
        row.getColumn("unread", Integer.class),
        row.getColumn("mentions", Integer.class),
        row.getColumn("read_pos", Long.class),
        row.getColumn("followed", Boolean.class),
        row.getColumn("important", Boolean.class),
        row.getColumn("archived", Boolean.class),
        Optional.ofNullable(row.getColumn("remind_at", Instant.class)),
        row.getColumn("reminded", Boolean.class),
        Optional.ofNullable(row.getColumn("oldest_pos", Long.class))
            .map(pos -> new Oldest(row.getColumn("oldest_epoch", Long.class), pos)));
  }

  ConversationId conversation() {
    return new ConversationId(place.conversation());
  }

  /**
   * The tag of the entry, which is shown as a whole or not at all: it shows only where the oldest
   * thing it tells about shows.
   */
  Tag tag() {
    if (oldest.isEmpty()) {
      return new Tag.Conversation(domain, conversation(), needs, Whose.read(apart));
    }
    return new Tag.Content(
        domain, conversation(), needs, oldest.get().epoch(), oldest.get().pos(), Whose.read(apart));
  }
}
