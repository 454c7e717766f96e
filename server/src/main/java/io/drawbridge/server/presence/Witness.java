package io.drawbridge.server.presence;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.view.Views;

/**
 * A conversation that two people are both in, by which the one may know of the other.
 *
 * @param needs the domain's epoch in the snapshot that found it
 * @param hides the one who is followed blocked the other, for whom they are never there
 */
record Witness(
    AccountId person, DomainId domain, ConversationId conversation, long needs, boolean hides) {
  Tag tag() {
    return new Tag.Conversation(domain, conversation, needs, Whose.of(person));
  }

  /** Returns whether this node sees the person in it now; false also for who is not resident. */
  boolean holds(Views views) {
    return views.floor(domain, person, conversation).isPresent();
  }
}
