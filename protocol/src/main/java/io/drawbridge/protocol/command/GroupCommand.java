package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about groups.
 *
 * @param <R> what the command answers
 */
public sealed interface GroupCommand<R extends Result> extends Command<R> {

  /**
   * Makes a group, with the sender as its admin.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param name 1 to 100 chars, one line
   * @param visibility who may find it
   * @param people who is in it from the start, at most 500
   */
  @JsonTypeName("group.create")
  record Create(
      String clientId,
      WorkspaceId workspace,
      String name,
      Visibility visibility,
      List<AccountId> people)
      implements GroupCommand<ConversationResult.Conversation>, Mutation {

    /** Checks the fields. */
    public Create {
      Check.clientId(clientId);
      name = Check.name("name", name);
      people = Check.list("people", people, Limits.PEOPLE_PER_REQUEST_MAX);
    }
  }

  /**
   * Lists the groups of a workspace that the sender may find, in the order of their ids.
   *
   * @param workspace which workspace
   * @param after the last group of the page before
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("group.list")
  record ListGroups(WorkspaceId workspace, Optional<ConversationId> after, Optional<Integer> limit)
      implements GroupCommand<ConversationResult.Conversations> {

    /** Checks the fields. */
    public ListGroups {
      Check.listPage(limit);
    }
  }

  /**
   * Joins an open group of a workspace that the sender is a member of.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group
   */
  @JsonTypeName("group.join")
  record Join(String clientId, ConversationId conversation)
      implements GroupCommand<ConversationResult.Conversation>, Mutation {

    /** Checks the fields. */
    public Join {
      Check.clientId(clientId);
    }
  }

  /**
   * Changes what somebody may do in a group; for its admins. Fails with {@code conflict} if no
   * admin would be left.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which group
   * @param person who
   * @param role the new role
   */
  @JsonTypeName("group.set_role")
  record SetRole(
      String clientId, ConversationId conversation, AccountId person, ConversationRole role)
      implements GroupCommand<Done>, Mutation {

    /** Checks the fields. */
    public SetRole {
      Check.clientId(clientId);
    }
  }
}
