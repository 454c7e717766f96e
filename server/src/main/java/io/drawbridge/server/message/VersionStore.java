package io.drawbridge.server.message;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.writing.MessageVersion;
import io.drawbridge.server.access.Permit.ReadPermit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Rows of {@code message_version}: the texts that messages had before they were edited. */
final class VersionStore {
  /**
   * A message that is not deleted, above its reader's floor, with its texts.
   *
   * @param needs the domain's epoch in that snapshot
   */
  record Versions(AccountId author, long epoch, long needs, List<MessageVersion> versions) {}

  /** The texts of a message, the present one last; none if the reader does not see it. */
  List<Versions> find(Handle handle, ReadPermit permit, long pos) {
    List<MessageVersion> texts = new ArrayList<>();
    return handle
        .createQuery(
            """
            select m.author, m.epoch, d.epoch as needs, x.text, x.written_at
            from message m
            join conversation c on c.id = m.conversation
            join domain d on d.id = c.domain
            cross join lateral floor_of(:reader, m.conversation) f
            cross join lateral (
              select v.text, v.written_at, 0 as present from message_version v
              where v.conversation = m.conversation and v.pos = m.pos
              union all
              select m.text, coalesce(m.edited_at, m.sent_at), 1) x
            where m.conversation = :conversation and m.pos = :pos and m.text is not null
              and m.pos > f.pos and m.epoch >= f.epoch
              and (not f.apart or sees_person(:reader, m.author, d.id))
            order by x.present, x.written_at
            """)
        .bind("reader", permit.caller().account().value())
        .bind("conversation", permit.conversation().id().value())
        .bind("pos", pos)
        .map(row -> {
          texts.add(
              new MessageVersion(
                  row.getColumn("text", String.class), row.getColumn("written_at", Instant.class)));
          return new Versions(
              new AccountId(row.getColumn("author", Long.class)),
              row.getColumn("epoch", Long.class),
              row.getColumn("needs", Long.class),
              texts);
        })
        .list();
  }
}
