package io.drawbridge.server.session;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.List;

/**
 * The conversations that a session gets in full, and the hold-read-merge-release of each. On the
 * session's event loop only.
 *
 * <p>A conversation is ABSENT, HELD (live events wait here while the gap is read from the database)
 * or LIVE. {@code lastPos} makes positions strictly increasing, no matter by which path an event
 * came.
 */
public interface Interests {
  /**
   * Starts holding: live events of the conversation are kept. Each hold ends with one {@link
   * #release} or {@link #giveUp}; the first release of several makes it live.
   */
  void hold(ConversationId conversation);

  /**
   * Merges the gap (ascending) with what was held, by position, offers the result, and goes live.
   */
  void release(ConversationId conversation, List<Outgoing.Logged> gap, long cursor);

  /**
   * Takes a {@link #hold} back: a conversation that was live continues with what was held, any
   * other is absent again. While another command holds it nothing changes.
   */
  void giveUp(ConversationId conversation);

  /** Forgets the conversation. */
  void drop(ConversationId conversation);

  /** True when live events of it should be offered here in full (HELD or LIVE). */
  boolean wants(ConversationId conversation);
}
