package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about DMs.
 *
 * @param <R> what the command answers
 */
public sealed interface DmCommand<R extends Result> extends Command<R> {

  /**
   * Finds or makes the DM between the sender and these people; without people and address it is the
   * sender's own note pad. Every other one belongs to a workspace. One that an external opens ends
   * for externals with a conversation that all its people share. Fails with {@code not_allowed} if
   * they share none and the sender is no member, and with {@code invalid}, which lists them, if the
   * sender is a member of several workspaces and has to name one.
   *
   * <p>There is one for each home and set of people. Whose address it is shows only when the
   * invitation is accepted: if these people have a DM there already, that one stays, and accepting
   * answers with it. The one that waited is closed, for its people to read what was written in it;
   * if nothing was, it ends. The address leads to the one that stays from then on.
   *
   * <p>The people never change, but the part of an external can be ended, by {@code member.remove}:
   * by any member in it, and by owners and admins of the workspace.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace its home; absent: one that all are members of, else that of the member who
   *     opens it, else that of a conversation that all share
   * @param people the others, at most 9
   * @param email one more, who is invited
   */
  @JsonTypeName("dm.open")
  record Open(
      String clientId,
      Optional<WorkspaceId> workspace,
      List<AccountId> people,
      Optional<String> email)
      implements DmCommand<ConversationResult.Conversation>, Mutation {

    /** Checks the fields. */
    public Open {
      Check.clientId(clientId);
      people = Check.list("people", people, Limits.DM_PEOPLE_MAX);
      email.ifPresent(it -> Check.email("email", it));
    }
  }
}
