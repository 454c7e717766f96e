package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
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
   * A claim code, shown only now.
   *
   * @param invitation by which it is listed, and taken back
   * @param code to be told to the person: letters and digits in groups; how it is typed in matters
   *     little
   * @param expiresAt when it stops working
   * @param state {@code awaiting_approval} if it works only once somebody approves it
   */
  @JsonTypeName("claim_code_created")
  record ClaimCodeCreated(
      InvitationId invitation, Secret code, Instant expiresAt, InvitationState state)
      implements InvitationResult {}

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
