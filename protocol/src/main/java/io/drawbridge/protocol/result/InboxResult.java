package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Watermark;
import java.util.List;
import java.util.Optional;

/** The results of commands about the inbox. */
public sealed interface InboxResult extends Result {

  /**
   * A page of the inbox.
   *
   * @param entries the one with the newest event first
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("inbox")
  record Inbox(List<InboxEntry> entries, Optional<String> next) implements InboxResult {

    /** Copies the list. */
    public Inbox {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Messages that mention the sender.
   *
   * @param messages the newest first
   */
  @JsonTypeName("mentions")
  record Mentions(List<Message> messages) implements InboxResult {

    /** Copies the list. */
    public Mentions {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Messages that the sender saved.
   *
   * @param messages the last one saved first
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("saved")
  record Saved(List<Message> messages, Optional<String> next) implements InboxResult {

    /** Copies the list. */
    public Saved {
      messages = List.copyOf(messages);
    }
  }

  /**
   * The positions that people have reached.
   *
   * @param watermarks one for each person
   */
  @JsonTypeName("receipts")
  record Receipts(List<Watermark> watermarks) implements InboxResult {

    /** Copies the list. */
    public Receipts {
      watermarks = List.copyOf(watermarks);
    }
  }
}
