package io.drawbridge.server.membership;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import org.jdbi.v3.core.Handle;

/** Reads what changes of membership need to know, under the lock of the domain. */
final class MembershipStore {
  /** Returns whether the person sees a message there: the right is in the statement. */
  boolean sees(Handle handle, AccountId person, ConversationId conversation, long pos) {
    return handle
        .createQuery(
            """
            select exists (
              select from message m
              where m.conversation = :conversation and m.pos = :pos
                and m.pos > (select f.pos from floor_of(:person, :conversation) f)
                and m.epoch >= (select f.epoch from floor_of(:person, :conversation) f))
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .bind("pos", pos)
        .mapTo(Boolean.class)
        .one();
  }

  /** Microseconds of the database's clock. */
  long clockMicros(Handle handle) {
    return handle
        .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
        .mapTo(Long.class)
        .one();
  }

  /**
   * Returns whether anything leads or ever led the person there, be it shut by a suspension or an
   * exclusion now: a suspended person can be taken out all the same.
   */
  boolean everLed(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
              select from dated_path p
              where p.person = :person and p.conversation = :conversation)
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Returns whether the person was once directly in the conversation and is not any more. */
  boolean wasIn(Handle handle, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select exists (
              select from dated_path p
              where p.person = :person and p.conversation = :conversation and p.grp is null
                and not upper_inf(p.epochs))
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Returns whether somebody directly in the group has no seat in its home. */
  boolean hasExternals(Handle handle, ConversationId group) {
    return handle
        .createQuery(
            """
            select exists (select from external_own l where l.conversation = :group)
            """)
        .bind("group", group.value())
        .mapTo(Boolean.class)
        .one();
  }
}
