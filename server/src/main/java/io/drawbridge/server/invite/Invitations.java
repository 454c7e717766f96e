package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Makes and ends invitations into conversations by address, for the features that add and remove
 * people: inside their change, under the lock of the conversation's domain, all or nothing with it.
 */
public interface Invitations {
  /**
   * Records an invitation and its mail. The work and the answer are the same whether or not the
   * address belongs to an account. Where it has to be approved first, there is no mail. An open
   * invitation to the same address is brought up to date and keeps its id; that of another inviter
   * stays as it is, unless the new one manages invitations. A person who is in the conversation
   * already is neither invited nor mailed, and the answer is as if they were: the roster, not the
   * answer, shows who is there.
   *
   * @throws io.drawbridge.server.failure.Failure {@code limit_reached} if the inviter, the
   *     conversation, the workspace, or the workspace to this address has had its mails of the day
   */
  InvitationId invite(ChangeTransaction tx, AccountId inviter, Wanted wanted);

  /**
   * Records that somebody adds a person by name who does not come in at once: they are invited, and
   * come in on these terms once they have accepted (D3). Where it has to be approved first, they
   * hear nothing before (G-26). Their address is shown to nobody.
   *
   * @throws io.drawbridge.server.failure.Failure {@code not_allowed} if they have no address, so
   *     that nobody can ask them; {@code limit_reached} if too many wait, or too many mails would
   *     leave
   */
  InvitationId invite(ChangeTransaction tx, AccountId inviter, Person wanted);

  /**
   * Records invitations to many addresses, each with its mail, by a number of statements that does
   * not depend on how many they are. The same for everybody who is not in the conversation, whether
   * or not an address belongs to an account. An open invitation stays as it is, and is not mailed
   * again. Where a quota of mails is used up, or the quotas of externals have no room, nothing is
   * recorded.
   *
   * @param wanted into this conversation, to different addresses
   * @return one outcome for each, in their order
   */
  List<Outcome> inviteAll(
      ChangeTransaction tx, AccountId inviter, ConversationId conversation, List<Wanted> wanted);

  /** What came of one of many. */
  sealed interface Outcome {
    /** It was recorded, and a mail leaves. */
    record Invited(InvitationId invitation) implements Outcome {}

    /** It was recorded, and waits for approval. */
    record Waiting(InvitationId invitation) implements Outcome {}

    /** An invitation to the address is open already. */
    record Open(InvitationId invitation) implements Outcome {}

    /** The owner of the address is in the conversation. */
    record Here() implements Outcome {}

    /** Nothing was recorded: no mail may leave, or there is no room for one more. */
    record Refused(Failure why) implements Outcome {}
  }

  /** The right that ending this invitation takes; for one's own a smaller one. Blocks. */
  Action.Manage rightToEnd(AccountId person, ConversationId conversation, InvitationId invitation);

  /**
   * Ends an unanswered invitation of this conversation with its mails; false if there is none, or
   * it is not of such an inviter.
   */
  boolean revoke(
      ChangeTransaction tx,
      ConversationId conversation,
      InvitationId invitation,
      Predicate<AccountId> inviter);

  /** Ends the open invitation of a person by name who is in the conversation by now. */
  void arrived(ChangeTransaction tx, ConversationId conversation, AccountId person);

  /** Ends every open invitation of the person's address to the conversation (leak 117). */
  void revokeFor(ChangeTransaction tx, ConversationId conversation, AccountId person);

  /**
   * Ends every open invitation of the person's address into the domain: they lost their seat there.
   */
  void revokeAllFor(ChangeTransaction tx, AccountId person);

  /** Counts the open invitations of the domain that would give the selected access again. */
  int count(Handle handle, DomainId domain, ExternalSelection which);

  /** Ends that many of them at most; returns how many ended. */
  int revokeSelected(ChangeTransaction tx, ExternalSelection which, int max);

  /** Ends that many at most of all that a person, or their address, was sent in the domain. */
  int revokeErased(ChangeTransaction tx, AccountId person, int max);

  /**
   * Lets what the open ones of them give end at another time, and by these conditions; returns how
   * many were set.
   */
  int dateSelected(
      ChangeTransaction tx,
      ExternalSelection which,
      Optional<Instant> until,
      EndConditions conditions);

  /**
   * Delays the answer of the change until no mail of an invitation to the address is on its way
   * out.
   */
  void settleMails(ChangeTransaction tx, EmailAddress email);

  /** Tells a person who is suspended in the domain that no invitation there is theirs to accept. */
  void tellHeld(ChangeTransaction tx, AccountId person);

  /**
   * Tells an external by mail that they were added by name just now (GLUE-16, D19); the mail leaves
   * only if the addition still stands then.
   */
  void tellAdded(
      ChangeTransaction tx, ConversationId conversation, AccountId person, Optional<String> note);

  /** The person who is to come in; {@code opening} was fixed at the add. */
  record Person(
      Admission.OfPerson admission,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      EndConditions conditions,
      Optional<String> note) {}

  /** The invitation asked for; {@code opening} was fixed at the add. */
  record Wanted(
      Admission.OfAddress admission,
      String email,
      Opening opening,
      Optional<Instant> until,
      Optional<String> relation,
      EndConditions conditions,
      Optional<String> name,
      Optional<String> note) {

    ConversationId conversation() {
      return admission.conversation();
    }
  }

  /**
   * Turns the DM that was opened by an address into that of its people, once they are known. Inside
   * the change that accepts the invitation.
   */
  interface DmArrivals {
    /**
     * Lets somebody in who accepts an invitation into a conversation, be it a DM or not.
     *
     * @param join lets the newcomer into that conversation; not run where there is nothing to read
     *     in a DM whose place another takes
     * @return where the newcomer is by now: that conversation, or the DM its people have already
     */
    ConversationId arrive(
        ChangeTransaction tx,
        ConversationId invitedTo,
        AccountId inviter,
        AccountId newcomer,
        Runnable join);
  }
}
