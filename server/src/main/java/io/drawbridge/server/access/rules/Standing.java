package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.people.WorkspaceRole;
import java.util.Optional;

/**
 * A person's standing to a conversation: the seat in its home workspace (absent = external or
 * outsider), whether an active path leads there, the role there (of the direct link, or in a thread
 * an admin's of a recipient group), whether suspended.
 *
 * @param inviter the workspace names them among those who bring externals in; counts with a seat
 */
public record Standing(
    Optional<WorkspaceRole> seat,
    boolean hasPath,
    ConversationRole role,
    boolean suspended,
    boolean starter,
    boolean inviter) {

  public Standing(
      Optional<WorkspaceRole> seat,
      boolean hasPath,
      ConversationRole role,
      boolean suspended,
      boolean starter) {
    this(seat, hasPath, role, suspended, starter, false);
  }

  /** Returns whether they bring externals in as those who run the workspace do (HCL-5). */
  boolean invitesAsAdmin() {
    return inviter || seat.filter(role -> role != WorkspaceRole.MEMBER).isPresent();
  }

  /** External: reaches the conversation without a seat in its home workspace. */
  public boolean external() {
    return seat.isEmpty();
  }

  /**
   * Returns whether they run the workspace: then they are told at which epoch a change was made.
   */
  public boolean seesEpochs() {
    return !suspended && seat.filter(role -> role != WorkspaceRole.MEMBER).isPresent();
  }
}
