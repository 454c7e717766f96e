package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The proof of a removal: after it nothing more of the conversation is written to the person.
 *
 * @param at when the change was committed; absent if nothing had to change
 * @param nodes the nodes that acknowledged
 * @param sessions the person's sessions
 * @param phases how long it took
 * @param epoch the membership version of the change, for workspace admins
 */
@JsonTypeName("receipt")
public record Receipt(
    Optional<Instant> at,
    List<NodeReceipt> nodes,
    List<SessionReceipt> sessions,
    Phases phases,
    Optional<Long> epoch)
    implements Result {

  /** Copies the lists. */
  public Receipt {
    nodes = List.copyOf(nodes);
    sessions = List.copyOf(sessions);
  }
}
