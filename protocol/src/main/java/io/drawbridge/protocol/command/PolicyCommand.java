package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.PolicyResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about the policies of a workspace and of its conversations.
 *
 * @param <R> what the command answers
 */
public sealed interface PolicyCommand<R extends Result> extends Command<R> {

  /**
   * Shows the policies of a workspace, for its members, or of a conversation, for those who are in
   * it: exactly one of the two.
   *
   * @param workspace which workspace
   * @param conversation which conversation
   */
  @JsonTypeName("policy.show")
  record Show(Optional<WorkspaceId> workspace, Optional<ConversationId> conversation)
      implements PolicyCommand<PolicyResult.Policies> {

    /** Checks the fields. */
    public Show {
      Check.exactlyOne("workspace, conversation", workspace, conversation);
    }
  }

  /**
   * Sets policies of a workspace, for its admins, or of a group or thread, for those who manage it:
   * exactly one of the two. A conversation is never less strict than its workspace, else this fails
   * with {@code invalid}. What is set holds for what is done from now on; nobody loses access by
   * it. When this answers, nothing is decided by the old values any more.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param conversation which conversation
   * @param values the new values; what is absent stays
   * @param reset policies whose values are taken back before, at most 50: the default holds again
   */
  @JsonTypeName("policy.set")
  record Set(
      String clientId,
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      PolicyValues values,
      List<PolicyKey> reset)
      implements PolicyCommand<PolicyResult.PoliciesSet>, Mutation {
    private static final int RESET_MAX = 50;

    /** Checks the fields. */
    public Set {
      Check.clientId(clientId);
      Check.exactlyOne("workspace, conversation", workspace, conversation);
      reset = Check.list("reset", reset, RESET_MAX);
    }
  }
}
