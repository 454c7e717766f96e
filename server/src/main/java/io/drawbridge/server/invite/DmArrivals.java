package io.drawbridge.server.invite;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;

/**
 * Turns the DM that was opened by an address into that of its people, once they are known. Inside
 * the change that accepts the invitation.
 */
public interface DmArrivals {
  /**
   * Lets somebody in who accepts an invitation into a conversation, be it a DM or not.
   *
   * @param join lets the newcomer into that conversation; not run where there is nothing to read in
   *     a DM whose place another takes
   * @return where the newcomer is by now: that conversation, or the DM its people have already
   */
  ConversationId arrive(
      ChangeTransaction tx,
      ConversationId invitedTo,
      AccountId inviter,
      AccountId newcomer,
      Runnable join);
}
