package io.drawbridge.server.session;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.Collection;
import java.util.List;

/**
 * Sends an event without a position to chosen sessions: encoded once, judged by the egress gate of
 * each. Thread-safe.
 */
public final class Notices {
  private static final long NOT_YET_JUDGED = -1;

  private final FrameCodec codec;

  public Notices(FrameCodec codec) {
    this.codec = codec;
  }

  public void send(Collection<Session> to, Tag tag, Event event) {
    if (to.isEmpty()) {
      return;
    }
    Outgoing item = item(tag, event);
    for (Session session : to) {
      session.connection().execute(() -> session.offer(item));
    }
  }

  /**
   * Sends to all devices of the account that asked, on any node, but not to the connection that
   * did.
   */
  public void sendToOthers(Sessions sessions, Caller by, Tag tag, Event event) {
    send(
        sessions.of(by.account()).stream().filter(session -> !session.caller().equals(by)).toList(),
        tag,
        event);
    sessions.elsewhere().send(List.of(by.account()), tag, event);
  }

  /** Sends to all devices of the account, on any node. */
  public void sendToAll(Sessions sessions, AccountId account, Tag tag, Event event) {
    send(sessions.of(account), tag, event);
    sessions.elsewhere().send(List.of(account), tag, event);
  }

  /** Offers an event to one session, at once. On its loop. */
  public void offer(Session to, Tag tag, Event event) {
    to.offer(item(tag, event));
  }

  private Outgoing item(Tag tag, Event event) {
    return new Outgoing.Shared(EncodedFrame.text(codec.encode(event)), tag, NOT_YET_JUDGED);
  }
}
