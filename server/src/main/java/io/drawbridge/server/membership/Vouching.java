package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Admission;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.access.rules.Newcomer;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets people in who asked for it, inside a change that is made by the right of who vouches for
 * them: by the same rules as if that person added them.
 */
public final class Vouching {
  private final MembershipStore store = new MembershipStore();
  private final Windows windows = new Windows(store);

  /**
   * The terms on which somebody comes in.
   *
   * @param sponsor who vouches for an external
   * @param history empty for what the policies say
   */
  public record Offer(
      AccountId sponsor,
      Optional<HistoryWindow> history,
      Optional<Instant> until,
      Optional<String> relation,
      EndConditions conditions) {}

  /**
   * Adds the person. Who was there before comes back to what follows, not to the gap (N-17).
   *
   * @throws io.drawbridge.server.failure.Failure if the sponsor may not bring them in
   */
  public void letIn(
      ChangeTransaction tx, ConversationId conversation, AccountId person, Offer offer) {
    tx.memberships().consented(tx.at(), conversation, person);
    Admission.OfPerson admitted = tx.memberships().admit(tx.at(), conversation, person);
    boolean external = admitted.asExternal().isPresent();
    boolean returning = store.wasIn(tx.handle(), conversation, person);
    Newcomer newcomer =
        returning ? Newcomer.RETURNING : external ? Newcomer.EXTERNAL : Newcomer.MEMBER;
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                admitted,
                new Terms(
                        ConversationRole.MEMBER,
                        opening(
                            tx,
                            conversation,
                            offer,
                            returning ? Optional.empty() : offer.history(),
                            newcomer),
                        offer.until(),
                        Optional.of(offer.sponsor()).filter(_ -> external),
                        offer.relation())
                    .endingWhen(external ? offer.conditions() : EndConditions.NONE));
    if (added) {
      tx.event(conversation, EventKind.JOINED, person, Optional.of(person.value()));
    }
  }

  /** The part of the past that an external sees who is invited on these terms. */
  public Opening opening(ChangeTransaction tx, ConversationId conversation, Offer offer) {
    return opening(tx, conversation, offer, offer.history(), Newcomer.EXTERNAL);
  }

  private Opening opening(
      ChangeTransaction tx,
      ConversationId conversation,
      Offer offer,
      Optional<HistoryWindow> history,
      Newcomer newcomer) {
    return windows.resolve(tx, conversation, offer.sponsor(), history, newcomer);
  }
}
