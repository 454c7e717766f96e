package io.drawbridge.server.session;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.Optional;

/**
 * One device of a person while it is connected: its outbox, its interest, its right to be here. All
 * state below is touched on the connection's event loop only, unless a method says otherwise.
 */
public interface Session {
  Caller caller();

  /**
   * False for an HTTP request: it takes the answer to its own command, and ignores everything else
   * that is offered.
   */
  default boolean live() {
    return true;
  }

  Connection connection();

  /**
   * Puts an item into the bounded outbox and wakes the connection. On the loop. A full outbox cuts
   * the session off (slow_consumer).
   */
  void offer(Outgoing item);

  /**
   * Drops what is queued, sends {@code session.ended} with the reason, and closes (session_ended;
   * too many connections when replaced). On the loop; nothing is taken or written afterwards.
   */
  void end(SessionEnd reason);

  /** The interests of this session: what it wants in full. On the loop. */
  Interests interests();

  /** The last position of the conversation handed to the transport, 0 if none. Any thread. */
  long lastPos(ConversationId conversation);

  /**
   * Drops every queued item the current view no longer allows; returns how many. On the loop;
   * called by the fence.
   */
  int purge();

  /**
   * The time when the access token ends, in database-clock microseconds; moved by session.renew.
   * Any thread.
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
