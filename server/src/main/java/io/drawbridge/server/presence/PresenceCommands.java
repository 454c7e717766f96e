package io.drawbridge.server.presence;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.block.BlockListener;
import io.drawbridge.server.block.Blocks;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.fanout.Signals;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Elsewhere;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.SessionListener;
import io.drawbridge.server.session.Sessions;
import java.util.List;

/** The commands about presence and typing, ready to be registered. */
public final class PresenceCommands implements Feature {
  private final Presences presences;
  private final Sessions sessions;
  private final StartTyping typing;
  private final SetPresence set;
  private final SubscribeToPresence subscribe;

  public PresenceCommands(Platform platform, Access access, Sessions sessions, Signals signals) {
    WitnessStore store = new WitnessStore(platform.database());
    Notices notices = new Notices(platform.codec());
    Blocks blocks = new Blocks(platform.database());
    this.presences =
        new Presences(access.views(), sessions, store, blocks, notices, platform.threads());
    sessions.elsewhere().listen(presences);
    this.sessions = sessions;
    this.typing = new StartTyping(access.gate(), signals, blocks);
    this.set = new SetPresence(presences);
    this.subscribe = new SubscribeToPresence(presences, store, access.views());
  }

  @Override
  public void register(Commands commands) {
    commands.on(InterestCommand.StartTyping.class, typing::handle);
    commands.on(InterestCommand.SetPresence.class, set::handle);
    commands.onSession(InterestCommand.Subscribe.class, subscribe::handle);
  }

  /** Says who has to hear of blocks. */
  public BlockListener ofBlocks() {
    return (person, other, blocked) -> {
      presences.changed(person, other, blocked);
      sessions.elsewhere().tell(new Elsewhere.Word.Blocked(person, other, blocked));
    };
  }

  @Override
  public List<SessionListener> listeners() {
    return List.of(presences);
  }
}
