package io.drawbridge.server.session;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.Optional;

/**
 * One device of a person while it is connected: its outbox, its interest, its right to be here. All
 * state below is touched on the connection's event loop only, unless a method says otherwise.
 */
public non-sealed interface Session extends Outlet {
  /**
   * Puts an item into the bounded outbox and wakes the connection. On the loop. A full outbox cuts
   * the session off (slow_consumer).
   */
  void offer(Outgoing item);

  @Override
  default void offerAnswer(Outgoing.Response answer) {
    offer(answer);
  }

  /**
   * Drops what is queued, tells {@code session.ended} with the reason, and closes (session_ended;
   * too many connections when replaced).
   */
  @Override
  void end(SessionEnd reason);

  /** The interests of this session: what it wants in full. On the loop. */
  Interests interests();

  /** The last position of the conversation handed to the transport, 0 if none. Any thread. */
  long lastPos(ConversationId conversation);

  /**
   * When the access token ends, in database-clock microseconds; moved by session.renew. Any thread.
   */
  long expiresAtMicros();

  void renewUntil(long micros);

  /**
   * The values that features keep for the session's life (presence subscriptions ...). Any thread.
   */
  Attachments attachments();

  /** Typed slots. */
  interface Attachments {
    <T> Optional<T> get(Class<T> type);

    <T> void put(Class<T> type, T value);
  }
}
