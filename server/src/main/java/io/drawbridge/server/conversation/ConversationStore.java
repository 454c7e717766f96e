package io.drawbridge.server.conversation;

import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes conversation rows, inside changes and so under the lock of their domain. */
final class ConversationStore {
  /** Makes an open group without people. */
  void insertGroup(
      At at, ConversationId group, String name, Visibility visibility, AccountId starter) {
    insert(at, group, "group", name, visibility.name().toLowerCase(Locale.ROOT), starter);
  }

  /** Makes an open thread without recipients. */
  void insertThread(At at, ConversationId thread, String subject, AccountId starter) {
    insert(at, thread, "thread", subject, null, starter);
  }

  private static void insert(
      At at,
      ConversationId conversation,
      String kind,
      String name,
      @Nullable String visibility,
      AccountId starter) {
    at.handle()
        .createUpdate(
            """
            insert into conversation (id, domain, kind, name, visibility, starter)
            values (:id, :domain, :kind, :name, :visibility, :starter)
            """)
        .bind("id", conversation.value())
        .bind("domain", at.domain().value())
        .bind("kind", kind)
        .bind("name", name)
        .bind("visibility", visibility)
        .bind("starter", starter.value())
        .execute();
  }

  /** Gives a conversation another name or subject; false if it has that one already. */
  boolean rename(At at, ConversationId conversation, String name) {
    return at.handle()
            .createUpdate("update conversation set name = :name where id = :id and name <> :name")
            .bind("name", name)
            .bind("id", conversation.value())
            .execute()
        > 0;
  }

  /** Closes or reopens; false if it was so already. */
  boolean setState(At at, ConversationId conversation, String state) {
    return at.handle()
            .createUpdate(
                "update conversation set state = :state where id = :id and state <> :state")
            .bind("state", state)
            .bind("id", conversation.value())
            .execute()
        > 0;
  }

  /** Sets both locks; false if they were so already. */
  boolean setLocks(At at, ConversationId conversation, boolean details, boolean replies) {
    return at.handle()
            .createUpdate(
                """
                update conversation set details_locked = :details, replies_locked = :replies
                where id = :id and (details_locked, replies_locked) <> (:details, :replies)
                """)
            .bind("details", details)
            .bind("replies", replies)
            .bind("id", conversation.value())
            .execute()
        > 0;
  }
}
