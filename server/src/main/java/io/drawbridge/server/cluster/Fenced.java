package io.drawbridge.server.cluster;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A fence that is closed: from {@code at} on nothing that the change took away leaves any node.
 *
 * @param node the node that did the work
 * @param reached what was cut off
 * @param sending whether an exit was sending something then, of which it may have to be asked
 *     whether it was withdrawn
 * @param micros how long it took from its start
 */
public record Fenced(Instant at, String node, List<Reached> reached, boolean sending, long micros) {

  public Fenced {
    reached = List.copyOf(reached);
  }

  /** One session of a person concerned, with the last positions it was sent. */
  public record Reached(AccountId person, SessionId session, Map<ConversationId, Long> lastPos) {

    public Reached {
      lastPos = Map.copyOf(lastPos);
    }
  }
}
