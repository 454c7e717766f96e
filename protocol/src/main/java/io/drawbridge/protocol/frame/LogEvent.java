package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.preview.LinkPreview;
import java.time.Instant;
import java.util.List;

/** An event with a position in its conversation; it is stored and can be caught up on. */
public sealed interface LogEvent extends Event {

  /** The conversation where it happened. */
  ConversationId conversation();

  /** Its position: events of a conversation arrive in the order of their positions. */
  long pos();

  /**
   * Somebody sent a message.
   *
   * @param conversation where
   * @param pos its position
   * @param message the message
   */
  @JsonTypeName("message.posted")
  record MessagePosted(ConversationId conversation, long pos, Message message)
      implements LogEvent {}

  /**
   * Somebody edited a message.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   * @param text what it says now
   * @param editedAt when
   */
  @JsonTypeName("message.edited")
  record MessageEdited(
      ConversationId conversation, long pos, long target, String text, Instant editedAt)
      implements LogEvent {}

  /**
   * Somebody deleted a message.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   */
  @JsonTypeName("message.deleted")
  record MessageDeleted(ConversationId conversation, long pos, long target) implements LogEvent {}

  /**
   * Somebody replaced a file of a message by a newer version, or took one away.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   * @param files what the message carries now, in their order
   */
  @JsonTypeName("message.files")
  record MessageFiles(ConversationId conversation, long pos, long target, List<FileView> files)
      implements LogEvent {

    /** Copies the list. */
    public MessageFiles {
      files = List.copyOf(files);
    }
  }

  /**
   * Somebody put an emoji on a message or took it away.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   * @param person who
   * @param emoji the emoji
   * @param on put, not taken away
   */
  @JsonTypeName("message.reacted")
  record MessageReacted(
      ConversationId conversation,
      long pos,
      long target,
      AccountId person,
      String emoji,
      boolean on)
      implements LogEvent {}

  /**
   * Somebody pinned a message or unpinned it.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   * @param on pinned, not unpinned
   */
  @JsonTypeName("message.pinned")
  record MessagePinned(ConversationId conversation, long pos, long target, boolean on)
      implements LogEvent {}

  /**
   * Pages to which a message links were read, or its author took their previews away. An edit takes
   * them away too, without this event.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   * @param previews what the message shows now
   */
  @JsonTypeName("message.previews")
  record MessagePreviews(
      ConversationId conversation, long pos, long target, List<LinkPreview> previews)
      implements LogEvent {

    /** Copies the list. */
    public MessagePreviews {
      previews = List.copyOf(previews);
    }
  }

  /**
   * Somebody closed the poll of a message.
   *
   * @param conversation where
   * @param pos its position
   * @param target the position of the message it is about
   */
  @JsonTypeName("poll.closed")
  record PollClosed(ConversationId conversation, long pos, long target) implements LogEvent {}

  /**
   * The name, the state or the locks changed: show the conversation again.
   *
   * @param conversation where
   * @param pos its position
   */
  @JsonTypeName("conversation.changed")
  record ConversationChanged(ConversationId conversation, long pos) implements LogEvent {}

  /**
   * Somebody takes part now.
   *
   * @param conversation where
   * @param pos its position
   * @param person who
   */
  @JsonTypeName("member.joined")
  record MemberJoined(ConversationId conversation, long pos, Person person) implements LogEvent {}

  /**
   * Somebody no longer takes part.
   *
   * @param conversation where
   * @param pos its position
   * @param person who
   */
  @JsonTypeName("member.left")
  record MemberLeft(ConversationId conversation, long pos, AccountId person) implements LogEvent {}

  /**
   * Somebody is an admin now, because the last one in charge is not any more: the member who has
   * been there longest.
   *
   * @param conversation where
   * @param pos its position
   * @param person who
   */
  @JsonTypeName("member.promoted")
  record MemberPromoted(ConversationId conversation, long pos, AccountId person)
      implements LogEvent {}
}
