package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.protocol.notify.NoticeView;
import io.drawbridge.protocol.notify.QuietHours;
import java.time.Instant;
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

  /**
   * A page of what the reader is told of.
   *
   * @param notices the newest first
   * @param next what to send as {@code after}; absent on the last page
   */
  @JsonTypeName("notices")
  record Notices(List<NoticeView> notices, Optional<String> next) implements InboxResult {

    /** Copies the list. */
    public Notices {
      notices = List.copyOf(notices);
    }
  }

  /**
   * What the sender wants to hear of where nothing else is said of a conversation.
   *
   * @param level of which messages they are told; DMs count as {@code all} unless it is {@code
   *     nothing}
   * @param mail in which mails; {@code off} too if they stopped them by the link in one
   * @param quiet when nothing should ring
   * @param keywords the words of which they want to hear
   */
  @JsonTypeName("notify_settings")
  record NotifySettings(NoticeLevel level, NoticeMail mail, QuietHours quiet, List<String> keywords)
      implements InboxResult {

    /** Copies the list. */
    public NotifySettings {
      keywords = List.copyOf(keywords);
    }
  }

  /**
   * What the sender wants to hear of a conversation.
   *
   * @param level what was said of it
   * @param mail in which mails, if it was said
   * @param mutedUntil up to when they are told of nothing
   * @param inForce the level that holds, with what is said elsewhere
   */
  @JsonTypeName("conversation_notify")
  record ConversationNotify(
      Optional<NoticeLevel> level,
      Optional<NoticeMail> mail,
      Optional<Instant> mutedUntil,
      NoticeLevel inForce)
      implements InboxResult {}
}
