package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.At;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads who would come in as an external, and past which groups. */
final class AdmissionStore {
  /** A person at the door; {@code there}: a link of their own leads there already. */
  record Arriving(AccountId person, boolean seated, boolean there) {}

  /** How each of the people stands to the conversation and its home, in their order. */
  List<Arriving> arriving(At at, ConversationId conversation, Collection<AccountId> people) {
    return at.handle()
        .createQuery(
            """
            select p.person,
              exists (
                select from link s
                where s.person = p.person and s.kind = 'seat' and s.domain = :domain
                  and s.to_epoch is null) as seated,
              exists (
                select from link l
                where l.person = p.person and l.kind = 'direct' and l.conversation = :conversation
                  and l.to_epoch is null
                  and (l.until is null or l.until > clock_timestamp())) as there
            from unnest(:people) with ordinality as p (person, n)
            order by p.n
            """)
        .bind("domain", at.domain().value())
        .bind("conversation", conversation.value())
        .bindArray("people", Long.class, people.stream().map(AccountId::value).toList())
        .map((RowView row) ->
            new Arriving(
                new AccountId(row.getColumn("person", Long.class)),
                row.getColumn("seated", Boolean.class),
                row.getColumn("there", Boolean.class)))
        .list();
  }

  /** The groups that the thread is addressed to. */
  List<ConversationId> recipients(Handle handle, ConversationId thread) {
    return handle
        .createQuery(
            """
            select grp from link
            where kind = 'via' and conversation = :thread and to_epoch is null
            """)
        .bind("thread", thread.value())
        .map((rows, context) -> new ConversationId(rows.getLong("grp")))
        .list();
  }

  /**
   * The groups that would share the thread with an external who is not in them, once it is
   * addressed to this group too.
   */
  List<ConversationId> sharedWithStrangers(At at, ConversationId thread, ConversationId group) {
    return at.handle()
        .createQuery(
            """
            with recipient as (
              select grp as id from link
              where kind = 'via' and conversation = :thread and to_epoch is null
              union select :group),
            external as (
              select l.person, l.conversation from link l
              where l.kind = 'direct' and l.to_epoch is null
                and (l.until is null or l.until > clock_timestamp())
                and (l.conversation = :thread or l.conversation in (select id from recipient))
                and not exists (
                  select from link s
                  where s.person = l.person and s.kind = 'seat' and s.domain = l.domain
                    and s.to_epoch is null)
                and (l.conversation = :thread or not exists (
                  select from link x
                  where x.person = l.person and x.kind = 'exclude' and x.conversation = :thread
                    and x.to_epoch is null)))
            select r.id from recipient r
            where exists (
              select from external e
              where not exists (
                select from external inside
                where inside.person = e.person and inside.conversation = r.id))
            """)
        .bind("thread", thread.value())
        .bind("group", group.value())
        .map((rows, context) -> new ConversationId(rows.getLong("id")))
        .list();
  }

  /** Whether a path leads both of them there. */
  boolean share(At at, ConversationId conversation, AccountId one, AccountId other) {
    return at.handle()
        .createQuery("select reaches(:one, :conversation) and reaches(:other, :conversation)")
        .bind("one", one.value())
        .bind("other", other.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }
}
