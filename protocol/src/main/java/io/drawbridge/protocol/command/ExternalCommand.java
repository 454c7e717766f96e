package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about all externals of a workspace.
 *
 * @param <R> what the command answers
 */
public sealed interface ExternalCommand<R extends Result> extends Command<R> {

  /**
   * Ends what externals have in a workspace, with the invitations that would give it again. Owners
   * and admins of the workspace end everything, be they in the conversations or not; members end
   * what they gave themselves, by {@code inviter}. When this answers, nothing more of those
   * conversations is written to those people. If it fails halfway, what has ended stays so, and the
   * same command goes on.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param which what is to end
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("external.end")
  record End(
      String clientId, WorkspaceId workspace, ExternalSelection which, Optional<String> reason)
      implements ExternalCommand<ExternalResult.ExternalsEnded>, Mutation {

    /** Checks the fields. */
    public End {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Tells what {@code external.end} would end now, and changes nothing. Who may end it may ask.
   *
   * @param workspace which workspace
   * @param which what is to end
   */
  @JsonTypeName("external.preview_end")
  record PreviewEnd(WorkspaceId workspace, ExternalSelection which)
      implements ExternalCommand<ExternalResult.ExternalsToEnd> {}
}
