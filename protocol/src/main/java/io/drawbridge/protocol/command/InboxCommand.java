package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Commands about the sender's inbox, read marks, receipts and notices.
 *
 * @param <R> what the command answers
 */
public sealed interface InboxCommand<R extends Result> extends Command<R> {

  /**
   * Lists the sender's conversations, the one with the newest event first. One that gets an event
   * while the pages are read moves to the front and may be on none of them: list again from the
   * front as far as heads are newer, and open what an event {@code head} names that no page had. A
   * conversation whose reminder came counts as new at that moment.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   * @param show which of them; those that are not archived if absent
   */
  @JsonTypeName("inbox.list")
  record ListInbox(Optional<String> after, Optional<Integer> limit, Optional<InboxShow> show)
      implements InboxCommand<InboxResult.Inbox> {

    /** Those that are not archived. */
    public ListInbox(Optional<String> after, Optional<Integer> limit) {
      this(after, limit, Optional.empty());
    }

    /** Checks the fields. */
    public ListInbox {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Lists the messages that mention the sender, the newest first.
   *
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("inbox.mentions")
  record ListMentions(Optional<Integer> limit) implements InboxCommand<InboxResult.Mentions> {

    /** Checks the fields. */
    public ListMentions {
      Check.listPage(limit);
    }
  }

  /**
   * Puts a conversation out of sight in the sender's inbox until something new is in it, or back.
   * It stays what it is for everybody else, and its events keep coming.
   *
   * @param conversation which conversation
   * @param pos the newest position the sender knows there, beyond which all is news; absent to put
   *     it back
   */
  @JsonTypeName("inbox.archive")
  record ArchiveEntry(ConversationId conversation, Optional<Long> pos)
      implements InboxCommand<Done> {

    /** Checks the fields. */
    public ArchiveEntry {
      Check.pos("pos", pos);
    }
  }

  /**
   * Has a conversation come to the front of the sender's inbox at a time, in place of the reminder
   * that was asked for before. It comes within some seconds, also where the sender has archived it,
   * and is {@code reminded} until it is archived or reminded of again. A reminder of what the
   * sender no longer sees does not come; of what is archived for everybody none is taken ({@code
   * closed}).
   *
   * @param conversation which conversation
   * @param at when, at most five years ahead; absent for never, which also ends {@code reminded}
   */
  @JsonTypeName("inbox.remind")
  record RemindOfEntry(ConversationId conversation, Optional<Instant> at)
      implements InboxCommand<Done> {

    /** Checks the fields. */
    public RemindOfEntry {
      Check.instant("at", at);
    }
  }

  /**
   * Keeps a message among those that the sender saved, or no longer. Nobody else learns of it.
   * Fails with {@code limit_reached}: a thousand are kept.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   * @param on true to keep it, false to let it go
   */
  @JsonTypeName("message.save")
  record SaveMessage(ConversationId conversation, long pos, boolean on)
      implements InboxCommand<Done> {

    /** Checks the fields. */
    public SaveMessage {
      Check.pos("pos", pos);
    }
  }

  /**
   * Lists the messages that the sender saved, the last one saved first. What was deleted, or is no
   * longer theirs to see, is not among them.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit messages of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("inbox.saved")
  record ListSaved(Optional<String> after, Optional<Integer> limit)
      implements InboxCommand<InboxResult.Saved> {

    /** Checks the fields. */
    public ListSaved {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Moves the sender's read mark forward; an earlier position changes nothing.
   *
   * @param conversation which conversation
   * @param pos the last position that was read
   */
  @JsonTypeName("marker.read")
  record MarkRead(ConversationId conversation, long pos) implements InboxCommand<Done> {

    /** Checks the fields. */
    public MarkRead {
      Check.pos("pos", pos);
    }
  }

  /**
   * Tells how far everybody in a conversation has got.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("receipt.list")
  record ListReceipts(ConversationId conversation) implements InboxCommand<InboxResult.Receipts> {}

  /**
   * Says up to where the sender's device has a conversation; an earlier position changes nothing.
   *
   * @param conversation which conversation
   * @param pos the last position that arrived
   */
  @JsonTypeName("receipt.delivered")
  record MarkDelivered(ConversationId conversation, long pos) implements InboxCommand<Done> {

    /** Checks the fields. */
    public MarkDelivered {
      Check.pos("pos", pos);
    }
  }

  /**
   * Lists what the sender is told of, the newest first: of at most the last 1000 notices, which are
   * kept for 30 days. Reading a conversation settles its notices on every device.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("notice.list")
  record ListNotices(Optional<String> after, Optional<Integer> limit)
      implements InboxCommand<InboxResult.Notices> {

    /** Checks the fields. */
    public ListNotices {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /** Shows what the sender wants to hear of, where nothing else is said of a conversation. */
  @JsonTypeName("notify.show")
  record ShowNotify() implements InboxCommand<InboxResult.NotifySettings> {}

  /**
   * Says what the sender wants to hear of where nothing else is said of a conversation. Replaces
   * what was said before: what is absent is as the server does it.
   *
   * @param level of which messages the sender is told; mentions if absent, and all in DMs
   * @param mail in which mails; immediate if absent
   */
  @JsonTypeName("notify.set")
  record SetNotify(Optional<NoticeLevel> level, Optional<NoticeMail> mail)
      implements InboxCommand<Done> {}

  /**
   * Says when nothing should ring for the sender or be mailed to them; replaces what was said
   * before.
   *
   * @param quiet the times
   */
  @JsonTypeName("notify.quiet")
  record SetQuiet(QuietHours quiet) implements InboxCommand<Done> {}

  /**
   * Names the words of which the sender wants to hear wherever they stand; replaces those of
   * before.
   *
   * @param keywords each a word or a few that follow each other, 1 to 64 chars; at most 50. They
   *     are found as whole words, whatever their case and accents
   */
  @JsonTypeName("notify.keywords")
  record SetKeywords(List<String> keywords) implements InboxCommand<Done> {

    /** Checks the fields. */
    public SetKeywords {
      keywords =
          Check.list("keywords", keywords, Limits.KEYWORDS_MAX).stream()
              .map(Check::keyword)
              .distinct()
              .toList();
    }
  }

  /**
   * Shows what the sender wants to hear of a conversation.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("notify.conversation")
  record ShowConversationNotify(ConversationId conversation)
      implements InboxCommand<InboxResult.ConversationNotify> {}

  /**
   * Says what the sender wants to hear of a conversation. Replaces what was said before: what is
   * absent is as everywhere else.
   *
   * @param conversation which conversation
   * @param level of which messages the sender is told
   * @param mail in which mails
   * @param mutedUntil up to when the sender is told of nothing
   */
  @JsonTypeName("notify.conversation_set")
  record SetConversationNotify(
      ConversationId conversation,
      Optional<NoticeLevel> level,
      Optional<NoticeMail> mail,
      Optional<Instant> mutedUntil)
      implements InboxCommand<Done> {

    /** Checks the fields. */
    public SetConversationNotify {
      Check.instant("muted_until", mutedUntil);
    }
  }

  /**
   * Follows a file of a message, or stops: who follows it is told of its newer versions. Who shared
   * it first need not, nor who follows the conversation.
   *
   * @param conversation which conversation
   * @param pos the position of the message
   * @param file which of its files
   * @param on true to do it, false to undo it
   */
  @JsonTypeName("file.follow")
  record FollowFile(ConversationId conversation, long pos, FileId file, boolean on)
      implements InboxCommand<Done> {

    /** Checks the fields. */
    public FollowFile {
      Check.pos("pos", pos);
    }
  }
}
