package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about any conversation: groups, threads and DMs.
 *
 * @param <R> what the command answers
 */
public sealed interface ConversationCommand<R extends Result> extends Command<R> {

  /**
   * Shows a conversation as the sender may see it.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.show")
  record Show(ConversationId conversation)
      implements ConversationCommand<ConversationResult.Conversation> {}

  /**
   * Changes the name of a group or the subject of a thread. Fails with {@code closed} or {@code
   * locked}, and with {@code conflict} for DMs.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param name 1 to 200 chars for a thread; for a group at most 100, which the server checks
   */
  @JsonTypeName("conversation.rename")
  record Rename(String clientId, ConversationId conversation, String name)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Rename {
      Check.clientId(clientId);
      name = Check.subject("name", name);
    }

    /** Returns whether the name is short enough; groups have shorter names than threads. */
    public boolean fits(ConversationKind kind) {
      int charsMax =
          kind == ConversationKind.GROUP ? Limits.NAME_CHARS_MAX : Limits.SUBJECT_CHARS_MAX;
      return name.codePointCount(0, name.length()) <= charsMax;
    }
  }

  /**
   * Stops all writing until it is reopened; for those who manage it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.close")
  record Close(String clientId, ConversationId conversation)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Close {
      Check.clientId(clientId);
    }
  }

  /**
   * Closes it and takes it out of everybody's lists: it stands among what is archived in inboxes,
   * and no more in the directory or among the names that a search finds. Reminders of it that wait
   * are over, without an event of their own. For those who manage it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.archive")
  record Archive(String clientId, ConversationId conversation)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Archive {
      Check.clientId(clientId);
    }
  }

  /**
   * Puts an archived one back into the lists, closed as it is; {@code conversation.reopen} does so
   * too and opens it. For those who manage it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.unarchive")
  record Unarchive(String clientId, ConversationId conversation)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Unarchive {
      Check.clientId(clientId);
    }
  }

  /**
   * Shows the messages around a day: some of before it, and the first ones of that day or after it.
   * What the reader may not see is not there, as in {@code message.history}.
   *
   * @param conversation where
   * @param date the day, as in 2026-05-01
   * @param timeZone where the day begins, a name of the IANA; absent: the zone of the reader's
   *     card, or UTC
   * @param limit how many messages at most, 1 to 100
   */
  @JsonTypeName("message.around_date")
  record ShowDate(
      ConversationId conversation, String date, Optional<String> timeZone, Optional<Integer> limit)
      implements ConversationCommand<MessageResult.History> {

    /** Checks the fields. */
    public ShowDate {
      Check.date(date);
      timeZone.ifPresent(Check::timeZone);
      Check.historyPage(limit);
    }
  }

  /**
   * Lets people write again; for those who manage it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.reopen")
  record Reopen(String clientId, ConversationId conversation)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Reopen {
      Check.clientId(clientId);
    }
  }

  /**
   * Deletes a conversation for good, with its backstage: everybody loses access, and then what is
   * in it is deleted; for those who manage it, and for owners of its workspace wherever it is. A
   * thread that only a deleted group leads to is deleted with it. {@code conflict} while a hold
   * stands on it. If it fails halfway, the server goes on by itself, and the same command tells
   * what came of it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param confirm its name as the sender sees it, or its id, to be sure, 1 to 200 chars
   */
  @JsonTypeName("conversation.delete")
  record Delete(String clientId, ConversationId conversation, String confirm)
      implements ConversationCommand<ConversationResult.ConversationDeleted>, Mutation {

    /** Checks the fields. */
    public Delete {
      Check.clientId(clientId);
      confirm = Check.subject("confirm", confirm);
    }
  }

  /**
   * Says what only admins may do; for those who manage it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   * @param details only admins change its name and its people
   * @param replies only admins write
   */
  @JsonTypeName("conversation.lock")
  record Lock(String clientId, ConversationId conversation, boolean details, boolean replies)
      implements ConversationCommand<Done>, Mutation {

    /** Checks the fields. */
    public Lock {
      Check.clientId(clientId);
    }
  }

  /**
   * Makes the backstage of a group or thread, or finds it: a conversation of its own for those of
   * its people who are members of the workspace. For members in it; externals learn nothing of it.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation whose backstage
   */
  @JsonTypeName("conversation.open_backstage")
  record OpenBackstage(String clientId, ConversationId conversation)
      implements ConversationCommand<ConversationResult.Conversation>, Mutation {

    /** Checks the fields. */
    public OpenBackstage {
      Check.clientId(clientId);
    }
  }

  /**
   * Lists who takes part: people, groups and unanswered invitations, as far as the sender may see.
   * An invitation is {@code invited}, {@code undeliverable} once its mail came back, or {@code
   * expired} once it cannot be accepted any more.
   *
   * @param conversation which conversation
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("conversation.roster")
  record ShowRoster(ConversationId conversation, Optional<String> after, Optional<Integer> limit)
      implements ConversationCommand<ConversationResult.Roster> {

    /** Checks the fields. */
    public ShowRoster {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Takes the sender out, whatever led there. When this answers, nothing more of it is written to
   * the sender. Fails with {@code conflict} for the last admin of a group that keeps members.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param conversation which conversation
   */
  @JsonTypeName("conversation.leave")
  record Leave(String clientId, ConversationId conversation)
      implements ConversationCommand<Receipt>, Mutation {

    /** Checks the fields. */
    public Leave {
      Check.clientId(clientId);
    }
  }
}
