package io.drawbridge.server.conversation;

import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Writes conversation rows, inside changes and so under the lock of their domain. */
final class ConversationStore {
  private static final String WHAT = "conversation";

  /**
   * Alters a row, and that of its backstage with it, if that makes a difference; returns what was
   * altered as it was.
   */
  private static final String ALTER =
      """
      update conversation c set %s
      from (select * from conversation where id = :id for no key update) old
      where (c.id = old.id or c.backstage_of = old.id) and %s
      returning c.id as altered, %s
      """;

  private static final String RENAME =
      ALTER.formatted("name = :name", "old.name <> :name", "old.name");

  /** What is archived is closed already. */
  private static final String SET_STATE =
      ALTER.formatted(
          "state = :state",
          "old.state <> :state and (old.state, :state) <> ('archived', 'closed')",
          "old.state");

  private static final String UNARCHIVE =
      ALTER.formatted("state = :state", "old.state = 'archived'", "old.state");

  private static final String SET_LOCKS =
      ALTER.formatted(
          "details_locked = :details, replies_locked = :replies",
          "(old.details_locked, old.replies_locked) <> (:details, :replies)",
          "old.details_locked, old.replies_locked");

  /** Makes an open group without people. */
  void insertGroup(
      ChangeTransaction tx,
      ConversationId group,
      String name,
      Visibility visibility,
      AccountId starter) {
    insert(tx, group, "group", name, visibility.name().toLowerCase(Locale.ROOT), starter);
  }

  /** Makes an open thread without recipients. */
  void insertThread(
      ChangeTransaction tx, ConversationId thread, String subject, AccountId starter) {
    insert(tx, thread, "thread", subject, null, starter);
  }

  private static void insert(
      ChangeTransaction tx,
      ConversationId conversation,
      String kind,
      String name,
      @Nullable String visibility,
      AccountId starter) {
    tx.handle()
        .createUpdate(
            """
            insert into conversation (id, domain, kind, name, visibility, starter)
            values (:id, :domain, :kind, :name, :visibility, :starter)
            """)
        .bind("id", conversation.value())
        .bind("domain", tx.at().domain().value())
        .bind("kind", kind)
        .bind("name", name)
        .bind("visibility", visibility)
        .bind("starter", starter.value())
        .execute();
    Map<String, String> made = new HashMap<>(Map.of("kind", kind));
    Optional.ofNullable(visibility).ifPresent(it -> made.put("visibility", it));
    tx.wrote(AuditFact.made(WHAT, conversation, made));
  }

  /** Finds the backstage of a conversation. */
  Optional<ConversationId> backstage(ChangeTransaction tx, ConversationId conversation) {
    return tx.handle()
        .createQuery("select id from conversation where backstage_of = :conversation")
        .bind("conversation", conversation.value())
        .map((rows, context) -> new ConversationId(rows.getLong("id")))
        .findOne();
  }

  /** Makes the backstage of a conversation, without people, but otherwise as that one is. */
  void insertBackstage(
      ChangeTransaction tx, ConversationId backstage, ConversationId conversation) {
    tx.handle()
        .createUpdate(
            """
            insert into conversation (id, domain, kind, name, state, details_locked, replies_locked,
              starter, backstage_of)
            select :id, c.domain, 'thread', c.name, c.state, c.details_locked, c.replies_locked,
              c.starter, c.id
            from conversation c where c.id = :conversation
            """)
        .bind("id", backstage.value())
        .bind("conversation", conversation.value())
        .execute();
    tx.wrote(
        AuditFact.made(
            WHAT, backstage, Map.of("kind", "thread", "backstage_of", conversation.toString())));
  }

  /** Gives a conversation another name or subject; returns what has one now. */
  List<ConversationId> rename(ChangeTransaction tx, ConversationId conversation, String name) {
    return alter(
        tx, conversation, tx.handle().createQuery(RENAME).bind("name", name), Map.of("name", name));
  }

  /** Puts what is archived back among what is closed; returns what is otherwise now. */
  List<ConversationId> unarchive(ChangeTransaction tx, ConversationId conversation) {
    return alter(
        tx,
        conversation,
        tx.handle().createQuery(UNARCHIVE).bind("state", "closed"),
        Map.of("state", "closed"));
  }

  /** Ends the reminders of conversations that wait (Leak81). */
  void cancelReminders(ChangeTransaction tx, List<ConversationId> conversations) {
    tx.handle()
        .createUpdate(
            "update marker set remind_at = null where conversation = any(:ids) and remind_at is not"
                + " null")
        .bindArray("ids", Long.class, conversations.stream().map(ConversationId::value).toList())
        .execute();
  }

  /** Closes, archives or reopens; returns what is otherwise now. */
  List<ConversationId> setState(ChangeTransaction tx, ConversationId conversation, String state) {
    return alter(
        tx,
        conversation,
        tx.handle().createQuery(SET_STATE).bind("state", state),
        Map.of("state", state));
  }

  /** Sets both locks; returns what is otherwise now. */
  List<ConversationId> setLocks(
      ChangeTransaction tx, ConversationId conversation, boolean details, boolean replies) {
    return alter(
        tx,
        conversation,
        tx.handle().createQuery(SET_LOCKS).bind("details", details).bind("replies", replies),
        Map.of(
            "details_locked", Boolean.toString(details),
            "replies_locked", Boolean.toString(replies)));
  }

  /** The conversation itself comes first: it is what the audit's record is about. */
  private static List<ConversationId> alter(
      ChangeTransaction tx, ConversationId conversation, Query alter, Map<String, String> after) {
    Map<String, String> before = new HashMap<>();
    List<ConversationId> altered =
        alter
            .bind("id", conversation.value())
            .map((rows, context) -> {
              for (String name : after.keySet()) {
                before.put(name, String.valueOf(rows.getObject(name)));
              }
              return new ConversationId(rows.getLong("altered"));
            })
            .list();
    if (!altered.isEmpty()) {
      tx.wrote(AuditFact.changed(WHAT, conversation, before, after));
    }
    return altered.stream()
        .sorted(Comparator.comparing(each -> !each.equals(conversation)))
        .toList();
  }
}
