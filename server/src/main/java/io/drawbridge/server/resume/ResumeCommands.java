package io.drawbridge.server.resume;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.log.EventLog;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.Notices;
import io.drawbridge.server.session.SessionListener;
import io.drawbridge.server.session.Sessions;

/** The commands about interest and resume, and what a session starts with. */
public final class ResumeCommands {
  private final OpenConversation open;
  private final CloseConversation close;
  private final FollowConversation follow;
  private final ResumeSession resume;
  private final StartSession start;

  public ResumeCommands(
      AccessGate gate,
      Views views,
      Conversations conversations,
      ConversationViews rendered,
      EventLog log,
      Sessions sessions,
      Database database,
      DatabaseClock clock,
      RequestKeys keys,
      FrameCodec codec) {
    CatchUp catchUp = new CatchUp(log, new Notices(codec));
    InterestStore interests = new InterestStore(database, new RememberedAnswers(codec));
    this.open = new OpenConversation(gate, catchUp, rendered);
    this.close = new CloseConversation(conversations);
    this.follow = new FollowConversation(gate, interests, sessions, keys);
    this.resume =
        new ResumeSession(gate, views, catchUp, new ResumeStore(database, rendered), clock);
    this.start = new StartSession(interests, catchUp);
  }

  public void register(Commands commands) {
    commands.onSession(InterestCommand.Open.class, open::handle);
    commands.onSession(InterestCommand.Close.class, close::handle);
    commands.on(InterestCommand.Follow.class, follow::handle);
    commands.onSession(SessionCommand.Resume.class, resume::handle);
  }

  /** The listener to be registered for every session. */
  public SessionListener listener() {
    return start;
  }
}
