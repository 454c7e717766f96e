package io.drawbridge.server.join;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads how people stand to the conversation that a join link leads to. */
final class PlaceStore {
  /** People of a conversation who are asked whether they may answer requests. */
  private static final int IN_CHARGE_MAX = 100;

  /**
   * An account at the door.
   *
   * @param there a path leads them there
   * @param refused they are suspended there, or were taken out: only an addition lets them in
   */
  record AtDoor(boolean there, boolean refused) {}

  AtDoor atDoor(Handle handle, DomainId domain, ConversationId conversation, AccountId person) {
    return handle
        .createQuery(
            """
            select reaches(:person, :conversation) as there,
              sent_away(:person, :conversation) or exists (
                select from suspended s where s.person = :person and s.domain = :domain) or exists (
                select from account a where a.id = :person and barred(:domain, a.email)) as refused
            """)
        .bind("person", person.value())
        .bind("conversation", conversation.value())
        .bind("domain", domain.value())
        .map(row ->
            new AtDoor(
                row.getColumn("there", Boolean.class), row.getColumn("refused", Boolean.class)))
        .one();
  }

  /** Returns whether the owner of an address is there, or was taken out. */
  boolean knows(Handle handle, ConversationId conversation, String email) {
    return handle
        .createQuery(
            """
            select exists (
              select from account a where a.email = :email and a.email_verified_at is not null
                and a.ended_at is null
                and (reaches(a.id, :conversation) or sent_away(a.id, :conversation)))
            """)
        .bind("email", email)
        .bind("conversation", conversation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /** Returns whether an invitation can be accepted only by being mailed again. */
  boolean expired(Handle handle, InvitationId invitation) {
    return handle
        .createQuery(
            """
            select exists (
              select from invitation i
              where i.id = :id and invitation_state(i.state, i.expires_at, i.until) = 'expired')
            """)
        .bind("id", invitation.value())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * People who may be in charge of a conversation: its admins, those of its workspace, and who
   * started it.
   */
  List<AccountId> inCharge(Handle handle, ConversationId conversation) {
    return handle
        .createQuery(
            """
            select distinct p.person
            from people_in(:conversation) p join conversation k on k.id = :conversation
            where p.role = 'admin' or p.person = k.starter
              or exists (select from held_seat s
                         where s.person = p.person and s.domain = k.domain and s.role in ('owner', 'admin'))
            order by p.person limit :max
            """)
        .bind("conversation", conversation.value())
        .bind("max", IN_CHARGE_MAX)
        .mapTo(Long.class)
        .map(AccountId::new)
        .list();
  }
}
