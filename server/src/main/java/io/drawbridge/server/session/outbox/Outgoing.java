package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import java.util.Optional;

/** One item of an outbox, judged by the egress gate when it is taken out. */
public sealed interface Outgoing {
  /**
   * A shared frame. {@code version} is the view version at which the reader was found entitled, or
   * -1 to have the gate judge it: always for a reader whose access ends at a time ({@code
   * Floor.untilMicros}), because a view's version does not change when that time comes.
   */
  record Shared(EncodedFrame frame, Tag tag, long version) implements Outgoing {}

  /**
   * A shared frame of a conversation's event log: never sent twice or out of order. {@code at} is
   * the event's own position (the tag of an edit carries its target's). {@code otherwise} is the
   * same event for readers to whom the gate refuses this frame: without its quote, for those who do
   * not see what is quoted.
   */
  record Logged(
      EncodedFrame frame,
      Tag.Content tag,
      long version,
      ConversationId conversation,
      long at,
      Optional<Logged> otherwise)
      implements Outgoing {

    /** The same for a reader who was found entitled to it at this version of the view. */
    public Logged entitledAt(long seen) {
      return new Logged(frame, tag, seen, conversation, at, otherwise);
    }
  }

  /** The one thing that a command is told. */
  sealed interface Response extends Outgoing permits Reply, Piece, Refusal {}

  /** The answer to one command, encoded after the gate. */
  record Reply(long id, Answer<?> answer) implements Response {}

  /**
   * A piece of a file, told by the tag of its message.
   *
   * @param bytes not to be changed any more; none where only the head of the answer is told
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
  record Piece(Tag tag, byte[] bytes) implements Response {}

  /** An error frame: carries no content. */
  record Refusal(ErrorFrame frame) implements Response {}
}
