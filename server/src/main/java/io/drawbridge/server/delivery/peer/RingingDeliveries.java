package io.drawbridge.server.delivery.peer;

import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.delivery.fanout.Deliveries;
import io.drawbridge.server.delivery.log.LogEntry;
import java.util.List;

/** Rings at the other nodes when something was committed here, and hands it on. Thread-safe. */
public final class RingingDeliveries implements Deliveries {
  private final Deliveries next;
  private final Doorbell doorbell;

  public RingingDeliveries(Deliveries next, Doorbell doorbell) {
    this.next = next;
    this.doorbell = doorbell;
  }

  @Override
  public void committed(List<LogEntry> entries) {
    doorbell.ring();
    next.committed(entries);
  }

  @Override
  public void suspect(ConversationFacts conversation) {
    doorbell.ring();
    next.suspect(conversation);
  }
}
