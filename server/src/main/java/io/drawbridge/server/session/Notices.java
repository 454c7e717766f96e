package io.drawbridge.server.session;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.Collection;

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

  /** Offers an event to one session, at once. On its loop. */
  public void offer(Session to, Tag tag, Event event) {
    to.offer(item(tag, event));
  }

  private Outgoing item(Tag tag, Event event) {
    return new Outgoing.Shared(EncodedFrame.text(codec.encode(event)), tag, NOT_YET_JUDGED);
  }
}
