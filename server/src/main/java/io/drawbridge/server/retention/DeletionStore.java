package io.drawbridge.server.retention;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of {@code deleted_conversation}, and what ending a conversation has to find. */
final class DeletionStore {
  /** A deletion that has begun: the conversation that was asked for, its home, and who asked. */
  record Deletion(ConversationId root, DomainId domain, AccountId actor) {}

  /** Its name as this person sees it; empty if they do not. */
  Optional<String> name(Handle handle, ConversationId conversation, AccountId reader) {
    return handle
        .createQuery("select coalesce(listed_name(:reader, :conversation), '')")
        .bind("reader", reader.value())
        .bind("conversation", conversation.value())
        .mapTo(String.class)
        .findOne()
        .filter(name -> !name.isEmpty());
  }

  /** Whether a hold stands on what is to go, whatever of it: itself, a backstage, a thread. */
  boolean keepsAny(Handle handle, ConversationId root) {
    return handle
        .createQuery(
            """
            select exists (
              select from deleted_conversation d
              where d.root = :root and d.ended_at is null and held_whole(d.conversation))
            """)
        .bind("root", root.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Notes that a conversation is deleted, its backstage with it, and the threads that it alone
   * leads to, with their backstages: they have no name any more and are closed, and no directory
   * shows them. Returns how many threads; nothing happens to what is deleted already.
   */
  int begin(ChangeTransaction tx, ConversationId conversation) {
    Map<String, String> before =
        tx.handle()
            .createQuery("select name, kind from conversation where id = :conversation")
            .bind("conversation", conversation.value())
            .map((rows, context) ->
                Map.of("name", rows.getString("name"), "kind", rows.getString("kind")))
            .one();
    List<String> noted =
        tx.handle()
            .createQuery(
                """
                with alone as (
                  select distinct v.conversation as id
                  from held_via v
                  where v.grp = :conversation
                    and not exists (
                      select from held_via o where o.conversation = v.conversation and o.grp <> v.grp)
                    and not exists (select from held_own o where o.conversation = v.conversation)
                ), going as (
                  select cast(:conversation as bigint) as id union select a.id from alone a
                ), noted as (
                  insert into deleted_conversation (conversation, domain, root, actor)
                  select k.id, k.domain, :conversation, :actor
                  from conversation k
                  where k.id in (select g.id from going g)
                    or k.backstage_of in (select g.id from going g)
                  on conflict do nothing
                  returning conversation
                )
                update conversation k
                set name = '', state = 'closed', dm_key = null,
                    visibility = case when k.visibility is not null then 'secret' end
                from noted n
                where k.id = n.conversation
                returning case
                  when k.id = :conversation or k.backstage_of is not null then '' else 'thread' end
                """)
            .bind("conversation", conversation.value())
            .bind("actor", tx.at().actor().value())
            .mapTo(String.class)
            .list();
    int threads = (int) noted.stream().filter(each -> !each.isEmpty()).count();
    if (!noted.isEmpty()) {
      tx.wrote(
          AuditFact.changed(
              "conversation",
              conversation,
              before,
              Map.of("state", "deleted", "threads", Integer.toString(threads))));
    }
    return threads;
  }

  /** Conversations of a deletion that somebody may still reach: itself first. */
  List<ConversationId> open(Handle handle, ConversationId root, int max) {
    return handle
        .createQuery(
            """
            select conversation from deleted_conversation
            where root = :root and ended_at is null
            order by conversation <> root, conversation limit :max
            """)
        .bind("root", root.value())
        .bind("max", max)
        .mapTo(Long.class)
        .map(ConversationId::new)
        .list();
  }

  void ended(Handle handle, ConversationId conversation) {
    handle
        .createUpdate(
            "update deleted_conversation set ended_at = clock_timestamp() where conversation = :id")
        .bind("id", conversation.value())
        .execute();
  }

  /** Those with a link of their own there, who manage it last. */
  List<Ended> people(Handle handle, ConversationId conversation, int max) {
    return handle
        .createQuery(
            """
            select o.person from held_own o
            where o.conversation = :conversation
            order by o.role = 'admin', o.person limit :max
            """)
        .bind("conversation", conversation.value())
        .bind("max", max)
        .map((rows, context) -> new Ended(conversation, new AccountId(rows.getLong("person"))))
        .list();
  }

  /** A thread and a group that it is addressed to. */
  record Address(ConversationId thread, ConversationId group) {}

  /** The groups it is addressed to, or the threads that are addressed to it. */
  List<Address> addresses(Handle handle, ConversationId conversation, int max) {
    return handle
        .createQuery(
            """
            select v.conversation, v.grp from held_via v
            where v.conversation = :conversation or v.grp = :conversation
            order by v.conversation, v.grp limit :max
            """)
        .bind("conversation", conversation.value())
        .bind("max", max)
        .map((rows, context) ->
            new Address(
                new ConversationId(rows.getLong("conversation")),
                new ConversationId(rows.getLong("grp"))))
        .list();
  }

  /** Deletions that somebody began so long ago, and that are not through: their node has died. */
  List<Deletion> halfway(Handle handle, Duration age, int max) {
    return handle
        .createQuery(
            """
            select distinct on (root) root, domain, actor from deleted_conversation
            where ended_at is null and at < clock_timestamp() - make_interval(secs => :age)
            order by root limit :max
            """)
        .bind("age", age.toSeconds())
        .bind("max", max)
        .map((rows, context) ->
            new Deletion(
                new ConversationId(rows.getLong("root")),
                new DomainId(rows.getLong("domain")),
                new AccountId(rows.getLong("actor"))))
        .list();
  }

  /** A conversation that nobody reaches any more and that has content, and its home. */
  record Full(ConversationId conversation, DomainId domain) {}

  /** The one of them that was deleted first, but for some. */
  Optional<Full> full(Handle handle, Collection<ConversationId> but) {
    return handle
        .createQuery(
            """
            select d.conversation, d.domain from deleted_conversation d
            where d.emptied_at is null and d.ended_at is not null and not held_whole(d.conversation)
              and d.conversation <> all(:but)
            order by d.at limit 1
            """)
        .bindArray("but", Long.class, but.stream().map(ConversationId::value).toArray())
        .map((rows, context) ->
            new Full(
                new ConversationId(rows.getLong("conversation")),
                new DomainId(rows.getLong("domain"))))
        .findOne();
  }

  /**
   * Takes it, unless another node has or a hold stands on it by now; no other node takes it as long
   * as the transaction lasts.
   */
  boolean takes(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select d.conversation from deleted_conversation d
            where d.conversation = :id and d.emptied_at is null and not held_whole(d.conversation)
            for update of d skip locked
            """)
        .bind("id", conversation.value())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  void emptied(Handle handle, ConversationId conversation) {
    handle
        .createUpdate(
            """
            update deleted_conversation set emptied_at = clock_timestamp() where conversation = :id
            """)
        .bind("id", conversation.value())
        .execute();
  }

  /** How many deleted conversations have content yet. */
  int waiting(Handle handle) {
    return handle
        .createQuery("select count(*) from deleted_conversation where emptied_at is null")
        .mapTo(Integer.class)
        .one();
  }
}
