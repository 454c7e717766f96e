package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about the sender's inbox, read marks and receipts.
 *
 * @param <R> what the command answers
 */
public sealed interface InboxCommand<R extends Result> extends Command<R> {

  /**
   * Lists the sender's conversations, the one with the newest event first. One that gets an event
   * while the pages are read moves to the front and may be on none of them: list again from the
   * front as far as heads are newer, and open what an event {@code head} names that no page had.
   *
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("inbox.list")
  record ListInbox(Optional<String> after, Optional<Integer> limit)
      implements InboxCommand<InboxResult.Inbox> {

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
}
