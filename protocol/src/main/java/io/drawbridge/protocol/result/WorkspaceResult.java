package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.WorkspaceInvitationView;
import io.drawbridge.protocol.people.WorkspaceMember;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about workspaces. */
public sealed interface WorkspaceResult extends Result {

  /**
   * The workspace is there.
   *
   * @param workspace as its owner sees it
   */
  @JsonTypeName("workspace_created")
  record WorkspaceCreated(WorkspaceView workspace) implements WorkspaceResult {}

  /**
   * A page of members.
   *
   * @param members in the order of their ids
   * @param more there is another page
   */
  @JsonTypeName("workspace_members")
  record WorkspaceMembers(List<WorkspaceMember> members, boolean more) implements WorkspaceResult {

    /** Copies the list. */
    public WorkspaceMembers {
      members = List.copyOf(members);
    }
  }

  /**
   * A page of invitations to become a member.
   *
   * @param invitations in the order of their ids
   * @param more there is another page
   */
  @JsonTypeName("workspace_invitations")
  record WorkspaceInvitations(List<WorkspaceInvitationView> invitations, boolean more)
      implements WorkspaceResult {

    /** Copies the list. */
    public WorkspaceInvitations {
      invitations = List.copyOf(invitations);
    }
  }

  /**
   * A page of externals.
   *
   * @param externals one entry for each person and conversation, in the order of the people's ids
   * @param next what to send as {@code after} for the next page
   * @param more there is another page
   */
  @JsonTypeName("workspace_externals")
  record WorkspaceExternals(List<ExternalGrant> externals, Optional<String> next, boolean more)
      implements WorkspaceResult {

    /** Copies the list. */
    public WorkspaceExternals {
      externals = List.copyOf(externals);
    }
  }

  /**
   * The bot is there, with this token.
   *
   * @param account its account
   * @param apiToken how it signs in; shown this once
   * @param expiresAt when the token ends
   */
  @JsonTypeName("bot_created")
  record BotCreated(AccountId account, Secret apiToken, Optional<Instant> expiresAt)
      implements WorkspaceResult {}
}
