package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.session.Sessions;
import java.util.Collection;
import java.util.Set;

/**
 * Sends signals to the devices of all nodes, for what one node alone knows. What every node finds
 * in the database by itself is sent by each to its own devices.
 */
public final class EverywhereSignals implements Signals {
  private final Signals here;
  private final Sessions sessions;

  public EverywhereSignals(Signals here, Sessions sessions) {
    this.here = here;
    this.sessions = sessions;
  }

  @Override
  public void send(Collection<AccountId> to, Tag tag, Event event) {
    here.send(to, tag, event);
    sessions.elsewhere().send(to, tag, event);
  }

  @Override
  public void sendToOpen(Tag.Conversation tag, Event event, Set<AccountId> except) {
    here.sendToOpen(tag, event, except);
    sessions.elsewhere().sendToOpen(tag, event, except);
  }

  @Override
  public void sendToOpen(Tag.Content tag, Event event) {
    here.sendToOpen(tag, event);
    sessions.elsewhere().sendToOpen(tag, event, Set.of());
  }
}
