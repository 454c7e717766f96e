package io.drawbridge.server.access.egress;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;

/**
 * The subject of an outgoing piece, by which the egress gate can judge it with the node's current
 * view. {@code needs} is the domain epoch the view must have reached before it may judge: an
 * event's own stamp, or the epoch of the snapshot a read was made in.
 */
public sealed interface Tag {
  /**
   * Content at a position. For an edit, a reaction or any change of a message, {@code epoch} and
   * {@code pos} are the <em>target's</em>: it shows only where its target shows. {@code whose}: the
   * author, and who changed it.
   */
  record Content(
      DomainId domain, ConversationId conversation, long needs, long epoch, long pos, Whose whose)
      implements Tag {}

  /**
   * A fact that everybody with an active path to the conversation may know who may see {@code
   * whose} it is (name, roster, typing).
   */
  record Conversation(DomainId domain, ConversationId conversation, long needs, Whose whose)
      implements Tag {
    /** A fact about nobody in it. */
    public Conversation(DomainId domain, ConversationId conversation, long needs) {
      this(domain, conversation, needs, Whose.NOBODYS);
    }
  }

  /** A fact for those who hold a seat in the workspace (directory, members). */
  record Seat(DomainId domain, long needs) implements Tag {}

  /** A fact for those who own the workspace (exports, holds). */
  record Owner(DomainId domain, long needs) implements Tag {}

  /** A fact for those who run the workspace, its owners and admins (reports, its audit). */
  record Admin(DomainId domain, long needs) implements Tag {}

  /**
   * A fact for those who manage the conversation (its reports).
   *
   * @param starter the reader began it, and manages it for that
   */
  record InCharge(DomainId domain, ConversationId conversation, long needs, boolean starter)
      implements Tag {}

  /** A fact of the receiver's own account: valid as long as the session is. */
  record Own() implements Tag {}

  Tag OWN = new Own();
}
