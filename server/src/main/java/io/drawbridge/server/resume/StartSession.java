package io.drawbridge.server.resume;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.resume.InterestStore.Full;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.SessionListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a session the conversations its person follows and the DMs in full from its start. A client
 * that comes back sends its cursors next: until then, or for a moment if it does not, what comes is
 * held, so that nothing overtakes what the client missed.
 */
final class StartSession implements SessionListener {
  /** The time that a client has to send its resume. */
  static final Duration RESUME_WAIT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(StartSession.class);

  private final InterestStore store;
  private final CatchUp catchUp;

  StartSession(InterestStore store, CatchUp catchUp) {
    this.store = store;
    this.catchUp = catchUp;
  }

  @Override
  public void started(Session session) {
    try {
      List<Full> full = store.full(session.caller().account());
      List<ConversationId> held = full.stream().map(Full::conversation).toList();
      Followed followed =
          new Followed(full.stream().filter(Full::followed).map(Full::conversation).toList());
      Executor loop = session.connection()::execute;
      catchUp.begin(session, held, followed);
      Map<ConversationId, Long> heads = store.heads(held);
      loop.execute(() -> Started.of(session).add(heads));
      CompletableFuture.delayedExecutor(RESUME_WAIT.toMillis(), TimeUnit.MILLISECONDS, loop)
          .execute(() -> Started.of(session).release(session));
    } catch (RuntimeException problem) {
      LOG.atLevel(Outage.level(problem))
          .setCause(problem)
          .log("session {} could not be started", session.caller().session());
      session
          .connection()
          .execute(
              () -> session.connection().close(CloseCode.INTERNAL, CloseCode.INTERNAL.meaning()));
    }
  }

  @Override
  public void ended(Session session) {
    // what it held goes with it
  }
}
