package io.drawbridge.server.approval;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;

/**
 * A conversation into which people wait to be let in.
 *
 * @param asked whether they asked themselves, or were suggested; else somebody invited them
 * @param people how many
 */
record WaitingPlace(DomainId domain, ConversationId conversation, boolean asked, int people) {
  /** The question whether somebody decides about them. */
  AccessGate.Asked decidedBy(AccountId person) {
    return new AccessGate.Asked(
        person, conversation, asked ? Action.Invite.APPROVE_JOIN : Action.Manage.APPROVE_EXTERNAL);
  }
}
