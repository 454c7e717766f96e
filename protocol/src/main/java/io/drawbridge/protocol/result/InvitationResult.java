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
}
