package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.WorkspaceAction;

/**
 * A proven right. Only this package can make one, so code that takes a permit cannot be called
 * without having asked. Read permits die with their command; write permits are decided again under
 * the domain's lock.
 */
public sealed interface Permit {
  Caller caller();

  /** The domain in which it is decided. */
  DomainId domain();

  /**
   * Returns whether what it allows takes access away from somebody. Such changes go first. What a
   * change really took away is read from what it wrote, not from this.
   */
  default boolean takesAway() {
    return false;
  }

  /** A right on one conversation. */
  sealed interface OnConversation extends Permit permits ReadPermit, WritePermit {
    ConversationFacts conversation();

    @Override
    default DomainId domain() {
      return conversation().domain();
    }
  }

  /**
   * A right to read what lies above the floor; {@code asOf} is the epoch the right was decided at.
   */
  sealed interface ReadPermit extends OnConversation permits GrantedRead {
    Floor floor();

    long asOf();

    /** Returns whether the reader sees no other external there (N-15). */
    boolean apart();
  }

  /** A right to change something, decided again under the lock. */
  sealed interface WritePermit extends OnConversation
      permits PostPermit, InvitePermit, ManagePermit {
    Action action();
  }

  /** A right to append content (send, edit, react, pin ...). */
  sealed interface PostPermit extends WritePermit permits GrantedPost {
    @Override
    Action.Post action();
  }

  /** A right to add people or groups. */
  sealed interface InvitePermit extends WritePermit permits GrantedInvite {
    @Override
    Action.Invite action();
  }

  /**
   * A right to change the conversation or remove someone ({@link #target}, or the caller when
   * leaving).
   */
  sealed interface ManagePermit extends WritePermit permits GrantedManage {
    @Override
    Action.Manage action();

    AccountId target();
  }

  /** A right on a workspace. */
  sealed interface WorkspacePermit extends Permit permits GrantedWorkspace {
    WorkspaceId workspace();

    @Override
    default DomainId domain() {
      return DomainId.of(workspace());
    }

    WorkspaceAction action();
  }
}
