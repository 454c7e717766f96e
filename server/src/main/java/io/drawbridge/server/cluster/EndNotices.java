package io.drawbridge.server.cluster;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what people are told when a fence takes something from them. */
final class EndNotices {
  /**
   * The number of lost conversations that are named one by one; with more the client loads
   * everything again.
   */
  static final int ENDS_TOLD_MAX = 200;

  private final FrameCodec codec;

  EndNotices(FrameCodec codec) {
    this.codec = codec;
  }

  /** What each person is told who lost something. */
  Map<AccountId, List<Outgoing>> of(Cut cut) {
    Map<AccountId, List<Outgoing>> notices = new HashMap<>();
    cut.lost()
        .forEach((person, ends) -> {
          List<Outgoing> told = new ArrayList<>();
          if (ends.size() > ENDS_TOLD_MAX) {
            told.add(resync());
          } else {
            ends.forEach(end ->
                told.add(own(new Event.AccessEnded(end.conversation(), cut.at(), end.reason()))));
          }
          notices.put(person, told);
        });
    return notices;
  }

  /** Has a client load everything again. */
  Outgoing resync() {
    return own(new Event.Resync(Optional.empty()));
  }

  private Outgoing own(Event event) {
    return new Outgoing.Shared(EncodedFrame.text(codec.encode(event)), Tag.OWN, -1);
  }
}
