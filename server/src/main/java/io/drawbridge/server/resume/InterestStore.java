package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and stores what a person wants in full: DMs, and what is followed. */
final class InterestStore {
  /** Conversations that a session gets in full from its start: those with the newest events. */
  private static final int FULL_MAX = 1_000;

  private final Database database;
  private final RememberedAnswers answers;

  InterestStore(Database database, RememberedAnswers answers) {
    this.database = database;
    this.answers = answers;
  }

  record Full(ConversationId conversation, boolean followed) {}

  List<Full> full(AccountId account) {
    return database.query(handle ->
        handle
            .createQuery(
                """
                select c.id, coalesce(k.followed, false) as followed
                from reach_of(:account) r
                join conversation c on c.id = r.conversation
                left join marker k on k.account = :account and k.conversation = c.id
                where c.kind = 'dm' or k.followed
                order by c.head desc
                limit :limit
                """)
            .bind("account", account.value())
            .bind("limit", FULL_MAX)
            .map(row ->
                new Full(
                    new ConversationId(row.getColumn("id", Long.class)),
                    row.getColumn("followed", Boolean.class)))
            .list());
  }

  /** The heads of conversations; never sent, they only mark where live events begin. */
  Map<ConversationId, Long> heads(List<ConversationId> conversations) {
    if (conversations.isEmpty()) {
      return Map.of();
    }
    return database.query(handle ->
        handle
            .createQuery("select c.id, c.head from conversation c where c.id = any(:ids)")
            .bindArray(
                "ids", Long.class, conversations.stream().map(ConversationId::value).toArray())
            .reduceRows(
                new HashMap<>(),
                (heads, row) -> {
                  heads.put(
                      new ConversationId(row.getColumn("id", Long.class)),
                      row.getColumn("head", Long.class));
                  return heads;
                }));
  }

  /** Remembers the wish, and the request; the row's lock makes equal requests take turns. */
  void follow(ReadPermit permit, boolean on, RequestKey key) {
    database.write(handle -> {
      handle
          .createUpdate(
              """
              insert into marker (account, conversation, followed) values (:account, :conversation, :on)
              on conflict (account, conversation) do update set followed = excluded.followed
              """)
          .bind("account", permit.caller().account().value())
          .bind("conversation", permit.conversation().id().value())
          .bind("on", on)
          .execute();
      if (answers.find(handle, key, Done.class).isEmpty()) {
        answers.remember(handle, key, new Done());
      }
      return on;
    });
  }
}
