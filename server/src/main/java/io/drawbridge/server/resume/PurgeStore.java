package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Caller;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Rows of {@code device_purge}: what devices say that they keep nothing more of. */
final class PurgeStore {
  /**
   * Notes it for those conversations that the caller was in and is not: a row for each of them at
   * most, whatever a device says.
   */
  void note(Handle handle, Caller caller, Collection<ConversationId> conversations) {
    handle
        .createUpdate(
            """
            insert into device_purge (session, conversation)
            select s.id, c.id
            from conversation c
            join session s on s.id = :session and s.account = :reader and s.ended_at is null
            where c.id = any(:conversations) and not reaches(:reader, c.id) and reached(:reader, c.id)
            on conflict (session, conversation) do update set at = excluded.at
            """)
        .bind("session", caller.session().value())
        .bind("reader", caller.account().value())
        .bindArray(
            "conversations", Long.class, conversations.stream().map(ConversationId::value).toList())
        .execute();
  }
}
