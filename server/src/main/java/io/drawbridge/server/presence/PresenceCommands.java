package io.drawbridge.server.presence;

import io.drawbridge.protocol.command.PresenceCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.SessionListener;
import io.drawbridge.server.session.Sessions;
import java.util.concurrent.Executor;

/** The commands about presence and typing, ready to be registered. */
public final class PresenceCommands {
  private final Presences presences;
  private final StartTyping typing;
  private final SetPresence set;
  private final SubscribeToPresence subscribe;

  /** {@code threads} starts a virtual thread for each task. */
  public PresenceCommands(
      AccessGate gate,
      Views views,
      Database database,
      Sessions sessions,
      Signals signals,
      Notices notices,
      Executor threads) {
    WitnessStore store = new WitnessStore(database);
    this.presences = new Presences(views, sessions, store, notices, threads);
    this.typing = new StartTyping(gate, signals);
    this.set = new SetPresence(presences);
    this.subscribe = new SubscribeToPresence(presences, store, views);
  }

  public void register(Commands commands) {
    commands.on(PresenceCommand.StartTyping.class, typing::handle);
    commands.on(PresenceCommand.SetPresence.class, set::handle);
    commands.onSession(PresenceCommand.Subscribe.class, subscribe::handle);
  }

  /** The listener to be registered for every session. */
  public SessionListener listener() {
    return presences;
  }
}
