package io.drawbridge.server.workspace.guest;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.facts.GuestTerms;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.AsGuest;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Begins and ends guests inside the changes of features, under the lock of the workspace (HCL-2). A
 * guest has no path to anything, so their end takes nothing away that could be on its way to them.
 * Thread-safe.
 */
public final class Guests {
  private final GuestStore store = new GuestStore();
  private final GuestTerms terms = new GuestTerms();

  /** Returns whether the owner of an address is a member or a guest already. */
  boolean known(Handle handle, DomainId domain, EmailAddress email) {
    return store.known(handle, domain, email.value());
  }

  /**
   * Checks that the policies let somebody of this mail domain be a guest until then, and that the
   * quotas of externals are asked at the end of the change.
   *
   * @throws Failure {@code not_allowed} by their mail domain; {@code invalid} if the end is later
   *     than the policies let it
   */
  void require(ChangeTransaction tx, Optional<String> mailDomain, Optional<Instant> until) {
    terms.require(tx.handle(), tx.at().domain(), mailDomain, until);
    tx.memberships().recount(tx.at());
  }

  /**
   * Makes a guest of who accepts an invitation, by the policies of this moment.
   *
   * @throws Failure {@code not_allowed} if their mail domain is not let in any more
   */
  public void begin(ChangeTransaction tx, AccountId person, Stored invitation, AsGuest asked) {
    store.begin(
        tx,
        tx.at().domain(),
        person,
        invitation.inviter(),
        terms.until(tx.handle(), tx.at().domain(), invitation.email().domain(), asked.until()),
        asked.relation());
  }

  /** Ends that somebody is a guest, whatever else they have. */
  public void end(ChangeTransaction tx, AccountId person, String reason) {
    store.end(tx, tx.at().domain(), new ExternalSelection.OfPerson(person), 1, reason);
  }

  /** Ends some of the guests who are meant; returns whom. */
  public List<AccountId> end(ChangeTransaction tx, ExternalSelection which, int max) {
    return store.end(tx, tx.at().domain(), which, max, EndReason.REMOVED.wire());
  }

  /** Lets somebody else answer for some of the guests who are meant; returns how many. */
  public int handOver(ChangeTransaction tx, ExternalSelection which, AccountId to, int max) {
    return store.handOver(tx, tx.at().domain(), which, to, max).size();
  }

  /**
   * The numbers of those who are meant.
   *
   * @param nowhere guests who are in no conversation
   * @param invitations open ones to become a guest
   */
  public record Counts(int nowhere, int invitations) {}

  public Counts count(Handle handle, DomainId domain, ExternalSelection which) {
    return new Counts(
        store.count(handle, domain, which), store.countInvited(handle, domain, which));
  }
}
