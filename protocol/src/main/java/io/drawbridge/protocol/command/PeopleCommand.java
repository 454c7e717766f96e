package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands that find, show and block people, and report what they wrote.
 *
 * @param <R> what the command answers
 */
public sealed interface PeopleCommand<R extends Result> extends Command<R> {

  /**
   * Finds people by the beginnings of words of their names, in any order, among those the sender
   * shares a workspace or a conversation with. Case and accents make no difference.
   *
   * @param prefix 1 to 100 chars
   * @param workspace only members of this workspace
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("people.find")
  record Find(String prefix, Optional<WorkspaceId> workspace, Optional<Integer> limit)
      implements PeopleCommand<PeopleResult.People> {

    /** Checks the fields. */
    public Find {
      prefix = Check.name("prefix", prefix);
      Check.listPage(limit);
    }
  }

  /**
   * Shows the card of somebody the sender shares a workspace or a conversation with, and of members
   * of the same workspace the profile. Fails with {@code not_found} for everybody else.
   *
   * @param person who
   */
  @JsonTypeName("people.show")
  record Show(AccountId person) implements PeopleCommand<PeopleResult.PersonShown> {}

  /**
   * Shows the picture of somebody whose card the sender sees. Fails with {@code not_found} for
   * everybody else, and if they have none.
   *
   * @param person who
   */
  @JsonTypeName("people.picture")
  record ShowPicture(AccountId person) implements PeopleCommand<PeopleResult.Picture> {}

  /**
   * Blocks somebody: they open no DM with the sender, nothing that they write or do is told to the
   * sender by notice, mention or mail, and whether the sender is there or types is hidden from
   * them. They are told of none of it. What both are in stays as it is. The answer is the same
   * whether or not there is such an account. Fails with {@code limit_reached}: 200 are kept.
   *
   * @param person who
   */
  @JsonTypeName("block.add")
  record Block(AccountId person) implements PeopleCommand<Done> {}

  /**
   * Undoes a block; what came meanwhile is not told later.
   *
   * @param person who
   */
  @JsonTypeName("block.remove")
  record Unblock(AccountId person) implements PeopleCommand<Done> {}

  /** Lists whom the sender blocked, all of them, the last one first. */
  @JsonTypeName("block.list")
  record ListBlocked() implements PeopleCommand<PeopleResult.BlockedPeople> {}

  /**
   * Reports a message that the sender reads to those who moderate: who manages the conversation,
   * and the owners and admins of its workspace. They get the text as it stands now, whatever its
   * author does later, and the sender's name; the author is told of neither. Once for each person
   * and message: another report of it changes nothing. Fails with {@code rate_limited} after 20 in
   * a day.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   * @param reason why
   * @param note more of it, 1 to 500 chars
   */
  @JsonTypeName("report.file")
  record FileReport(
      ConversationId conversation, long pos, ReportReason reason, Optional<String> note)
      implements PeopleCommand<Done> {

    /** Checks the fields. */
    public FileReport {
      Check.pos("pos", pos);
      Check.note("note", note);
    }
  }

  /**
   * Lists reports, the newest first: of a conversation, for who manages it, or of a whole
   * workspace, for its owners and admins, who need not be where the message is. That they looked is
   * recorded. Reports of what they wrote themselves are not among them.
   *
   * @param workspace which workspace; either this or the conversation
   * @param conversation which conversation
   * @param open only those that are open, or only the others; all if absent
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit reports of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("report.list")
  record ListReports(
      Optional<WorkspaceId> workspace,
      Optional<ConversationId> conversation,
      Optional<Boolean> open,
      Optional<String> after,
      Optional<Integer> limit)
      implements PeopleCommand<PeopleResult.Reports> {

    /** Checks the fields. */
    public ListReports {
      Check.exactlyOne("workspace, conversation", workspace, conversation);
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Says what became of a report, for those who may list it; may be said again.
   *
   * @param report which report
   * @param outcome what became of it
   */
  @JsonTypeName("report.resolve")
  record ResolveReport(ReportId report, ReportOutcome outcome) implements PeopleCommand<Done> {}
}
