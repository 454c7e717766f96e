package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
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
   * it: {@code policy.plan} tells before who is in against it, {@code policy.enforce} applies it to
   * them. When this answers, nothing is decided by the old values any more.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param conversation which conversation
   * @param values the new values; what is absent stays
   * @param reset policies whose values are taken back before, at most 100: the default holds again
   */
  @JsonTypeName("policy.set")
  record Set(
      String clientId,
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      PolicyValues values,
      List<PolicyKey> reset)
      implements PolicyCommand<PolicyResult.PoliciesSet>, Mutation {
    static final int RESET_MAX = 100;

    /** Checks the fields. */
    public Set {
      Check.clientId(clientId);
      Check.exactlyOne("workspace, conversation", workspace, conversation);
      reset = Check.list("reset", reset, RESET_MAX);
    }
  }

  /**
   * Names a member who brings externals in as owners and admins of the workspace do, into what they
   * are in themselves, or takes that back; for owners and admins. It changes one entry of {@code
   * external_inviters} and leaves the others. Who loses their seat loses it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param person a member of it
   * @param named they may from now on; false: no more
   */
  @JsonTypeName("policy.set_inviter")
  record SetInviter(String clientId, WorkspaceId workspace, AccountId person, boolean named)
      implements PolicyCommand<PolicyResult.PoliciesSet>, Mutation {

    /** Checks the fields. */
    public SetInviter {
      Check.clientId(clientId);
    }
  }

  /**
   * Tells who from outside is in against the policies, as they are or as they would be, and changes
   * nothing: of a workspace, for its admins, or of a group or thread, for those who manage it:
   * exactly one of the two.
   *
   * @param workspace which workspace
   * @param conversation which conversation
   * @param values values that would be set; what is absent stays
   * @param reset policies whose values would be taken back before, at most 100
   */
  @JsonTypeName("policy.plan")
  record Plan(
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      PolicyValues values,
      List<PolicyKey> reset)
      implements PolicyCommand<PolicyResult.PolicyPlan> {

    /** Checks the fields. */
    public Plan {
      Check.exactlyOne("workspace, conversation", workspace, conversation);
      reset = Check.list("reset", reset, Set.RESET_MAX);
    }
  }

  /**
   * Applies the policies in force to those who are in, of a workspace or of a group or thread:
   * exactly one of the two. Who may not be there loses access, now or in some days; who may not
   * stay for so long gets the latest end that the policies let. Exceptions, which are made by
   * {@code external.set_until} with a reason, stay. When this answers, nothing more is written to
   * those who lost access. If it fails halfway, what is done stays so, and the same command goes
   * on.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param conversation which conversation
   * @param inDays those who may not be there have access for so long yet, 1 to 365 days; absent: it
   *     ends now
   * @param reason why, 0 to 500 chars
   */
  @JsonTypeName("policy.enforce")
  record Enforce(
      String clientId,
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      Optional<Integer> inDays,
      Optional<String> reason)
      implements PolicyCommand<PolicyResult.PoliciesEnforced>, Mutation {
    private static final int DAYS_MAX = 365;

    /** Checks the fields. */
    public Enforce {
      Check.clientId(clientId);
      Check.exactlyOne("workspace, conversation", workspace, conversation);
      inDays.ifPresent(days -> Check.range("in_days", days, 1, DAYS_MAX));
      Check.note("reason", reason);
    }
  }
}
