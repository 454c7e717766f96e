package io.drawbridge.server.session;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.server.access.Tag;
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
    Outgoing item =
        new Outgoing.Shared(EncodedFrame.text(codec.encode(event)), tag, NOT_YET_JUDGED);
    for (Session session : to) {
      session.connection().execute(() -> session.offer(item));
    }
  }
}
