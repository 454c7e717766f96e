package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.InvitationView;
import java.util.List;

/** The results of commands about invitations. */
public sealed interface InvitationResult extends Result {

  /**
   * Invitations.
   *
   * @param invitations the newest first
   */
  @JsonTypeName("invitations")
  record Invitations(List<InvitationView> invitations) implements InvitationResult {

    /** Copies the list. */
    public Invitations {
      invitations = List.copyOf(invitations);
    }
  }

  /**
   * Invitations that wait for approval.
   *
   * @param invitations the oldest first
   * @param more there are others
   */
  @JsonTypeName("invitations_awaiting")
  record InvitationsAwaiting(List<InvitationView> invitations, boolean more)
      implements InvitationResult {

    /** Copies the list. */
    public InvitationsAwaiting {
      invitations = List.copyOf(invitations);
    }
  }
}
