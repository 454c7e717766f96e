package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.Optional;

/**
 * Commands about threads.
 *
 * @param <R> what the command answers
 */
public sealed interface ThreadCommand<R extends Result> extends Command<R> {

  /**
   * Makes a thread, addressed to people and groups. Fails with {@code not_allowed} if it lets an
   * external in and the sender may bring none into each of the groups.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace its home; absent for people without a common workspace
   * @param subject 1 to 200 chars, one line
   * @param people at most 500
   * @param groups at most 50
   * @param text the first message: Markdown source, 1 to 16,384 bytes of UTF-8
   * @param from a message with which it begins, passed on as by {@code message.forward}, without
   *     its files and with {@code text} as the note. It is passed on to those who are named here,
   *     so nobody is asked whether they know the audience
   */
  @JsonTypeName("thread.create")
  record Create(
      String clientId,
      Optional<WorkspaceId> workspace,
      String subject,
      List<AccountId> people,
      List<ConversationId> groups,
      Optional<String> text,
      Optional<MessagePlace> from)
      implements ThreadCommand<ConversationResult.Conversation>, Mutation {

    /** A thread that begins with no message of another place. */
    public Create(
        String clientId,
        Optional<WorkspaceId> workspace,
        String subject,
        List<AccountId> people,
        List<ConversationId> groups,
        Optional<String> text) {
      this(clientId, workspace, subject, people, groups, text, Optional.empty());
    }

    /** Checks the fields. */
    public Create {
      Check.clientId(clientId);
      subject = Check.subject("subject", subject);
      people = Check.list("people", people, Limits.PEOPLE_PER_REQUEST_MAX);
      groups = Check.list("groups", groups, Limits.GROUPS_PER_THREAD_MAX);
      text.ifPresent(it -> Check.text("text", it));
    }
  }
}
