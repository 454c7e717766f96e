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
 * @param node the node that ran it
 * @param reached what was cut off there
 * @param others the other nodes that owed it
 * @param sending whether an exit was sending something then, of which it may have to be asked
 *     whether it was withdrawn
 * @param micros how long it took from its start
 */
public record Fenced(
    Instant at,
    String node,
    List<Reached> reached,
    List<Other> others,
    boolean sending,
    long micros) {

  public Fenced {
    reached = List.copyOf(reached);
    others = List.copyOf(others);
  }

  /**
   * The part of another node.
   *
   * @param sessions those of the people concerned that it visited
   * @param micros how long it took there
   * @param paid false if its right to serve ended before, and all it held with it
   */
  public record Other(String node, int sessions, long micros, boolean paid) {}

  /** One session of a person concerned, with the last positions it was sent. */
  public record Reached(AccountId person, SessionId session, Map<ConversationId, Long> lastPos) {

    public Reached {
      lastPos = Map.copyOf(lastPos);
    }
  }
}
