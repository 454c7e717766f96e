package io.drawbridge.server.audit.chain;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Finds the records of what people lost. */
final class LossStore {
  /**
   * The change that took somebody's last path to a conversation.
   *
   * @param hash of its record; empty as long as it is not sealed
   */
  record Loss(Instant at, Optional<byte[]> hash) {}

  Optional<Loss> last(Handle handle, AccountId person, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select a.at,
              (select s.hash from audit_seal s
               where s.scope = a.scope and s.epoch = a.epoch and s.note is null limit 1) as hash
            from last_loss(:person, :conversation) l
            join audit a on a.scope = l.domain and a.epoch = l.epoch
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .map((row, context) ->
            new Loss(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getBytes("hash"))))
        .findOne();
  }
}
