package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.SqlArray;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Finds which notices are new, whichever node wrote them: where they stand, and nothing of them.
 */
final class FreshNoticeStore {
  /** Which notice it is. */
  record Key(AccountId account, ConversationId conversation, long pos) {}

  /** Those of these people that were decided within this time, the newest first. */
  List<Key> fresh(Handle handle, Collection<AccountId> people, Duration within, int limit) {
    return handle
        .createQuery(
            """
            select n.account, n.conversation, n.pos from notice n
            where n.created_at > clock_timestamp() - make_interval(secs => :within)
              and n.account = any(:people)
            order by n.created_at desc, n.account, n.conversation, n.pos limit :limit
            """)
        .bind("within", within.toSeconds())
        .bind("people", new SqlArray("bigint", people.stream().map(AccountId::value).toList()))
        .bind("limit", limit)
        .map(row ->
            new Key(
                new AccountId(row.getColumn("account", Long.class)),
                new ConversationId(row.getColumn("conversation", Long.class)),
                row.getColumn("pos", Long.class)))
        .list();
  }
}
