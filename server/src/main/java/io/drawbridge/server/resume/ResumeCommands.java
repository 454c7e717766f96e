package io.drawbridge.server.resume;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.server.access.Access;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.SessionListener;
import io.drawbridge.server.session.Sessions;
import java.util.List;

/** The commands about interest and resume, and what a session starts with. */
public final class ResumeCommands implements Feature {
  private final OpenConversation open;
  private final CloseConversation close;
  private final FollowConversation follow;
  private final ResumeSession resume;
  private final StartSession start;
  private final NotePurge purged;

  /**
   * @param rendered shows conversations
   * @param log tells what a session has missed
   */
  public ResumeCommands(
      Platform platform,
      Access access,
      ConversationViews rendered,
      EventLog log,
      Sessions sessions) {
    AccessGate gate = access.gate();
    CatchUp catchUp = new CatchUp(log, new Notices(platform.codec()));
    InterestStore interests =
        new InterestStore(platform.database(), new RememberedAnswers(platform.codec()));
    this.open = new OpenConversation(gate, catchUp, rendered);
    this.close = new CloseConversation(access.conversations());
    this.follow =
        new FollowConversation(gate, interests, sessions, new RequestKeys(platform.codec()));
    this.resume =
        new ResumeSession(
            gate,
            access.views(),
            catchUp,
            new ResumeStore(platform.database(), rendered),
            platform.clock());
    this.start = new StartSession(interests, catchUp);
    this.purged = new NotePurge(platform.database());
  }

  @Override
  public void register(Commands commands) {
    commands.onSession(InterestCommand.Open.class, open::handle);
    commands.onSession(InterestCommand.Close.class, close::handle);
    commands.on(InterestCommand.Follow.class, follow::handle);
    commands.onSession(SessionCommand.Resume.class, resume::handle);
    commands.on(SessionCommand.Purged.class, purged);
  }

  @Override
  public List<SessionListener> listeners() {
    return List.of(start);
  }
}
