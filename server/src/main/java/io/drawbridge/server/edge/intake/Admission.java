package io.drawbridge.server.edge.intake;

import io.drawbridge.protocol.ProtocolVersion;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LimitsView;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Authenticator;
import io.drawbridge.server.session.Authenticator.Authenticated;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.RequestOutlet;
import io.drawbridge.server.session.Since;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import java.time.Duration;
import java.util.List;

/**
 * Lets the bearer of a token in, for as long as a connection or a request lives: proved, resident,
 * and visible to fences before anything is sent. Blocks: on virtual threads.
 */
public final class Admission {
  private static final Duration BUSY_RETRY = Duration.ofMillis(200);

  private final Authenticator authenticator;
  private final Residency residency;
  private final ConnectedSessions sessions;
  private final Egress egress;

  public Admission(
      Authenticator authenticator, Residency residency, ConnectedSessions sessions, Egress egress) {
    this.authenticator = authenticator;
    this.residency = residency;
    this.sessions = sessions;
    this.egress = egress;
  }

  /** Everybody who was let in and has not left. */
  public ConnectedSessions sessions() {
    return sessions;
  }

  /** A session that is registered; {@code leave} is run exactly once, on a virtual thread. */
  public record Admitted(LiveSession session, EncodedFrame hello, Runnable leave) {}

  /** A request that is registered; {@link #leave} exactly once. */
  public record AdmittedRequest(
      RequestOutlet outlet, ConnectedSessions sessions, Residency.Hold hold) {
    public void leave() {
      sessions.removeRequest(outlet);
      hold.close();
    }
  }

  /**
   * Lets a WebSocket in.
   *
   * @param tab which of the session's connections it is
   * @throws Failure {@code unauthenticated} or {@code token_expired}
   */
  public Admitted connect(String token, String tab, Connection connection) {
    Authenticated proved = authenticator.authenticate(token);
    Caller caller = proved.caller().in(tab);
    Residency.Hold hold = residency.hold(caller.account());
    LiveSession session = new LiveSession(caller, proved.expiresAtMicros(), connection, egress);
    // Before the session is visible: what happens from here on is sent to it or found by a resume.
    Since since = Since.now(egress.clock());
    Runnable leave =
        () -> {
          sessions.remove(session);
          hold.close();
        };
    try {
      sessions.add(session);
      proveAgain(token);
      sessions.started(session);
      return new Admitted(session, hello(caller, since), leave);
    } catch (RuntimeException refused) {
      leave.run();
      connection.execute(session::gone);
      throw refused;
    }
  }

  /**
   * Looks at a token and lets nobody in.
   *
   * @throws Failure as {@link #connect}
   */
  public void prove(String token) {
    authenticator.authenticate(token);
  }

  /**
   * Lets an HTTP request in.
   *
   * @throws Failure as {@link #connect}, or {@code busy} if the account has too many under way
   */
  public AdmittedRequest request(String token, Connection connection) {
    Authenticated proved = authenticator.authenticate(token);
    Residency.Hold hold = residency.hold(proved.caller().account());
    RequestOutlet outlet =
        new RequestOutlet(proved.caller(), proved.expiresAtMicros(), connection, egress);
    try {
      if (!sessions.addRequest(outlet)) {
        throw Failure.busy("too many requests under way for this account", BUSY_RETRY);
      }
      proveAgain(token);
      return new AdmittedRequest(outlet, sessions, hold);
    } catch (RuntimeException refused) {
      sessions.removeRequest(outlet);
      hold.close();
      throw refused;
    }
  }

  /**
   * Proves the token again. A revocation changes what the authenticator knows and then visits every
   * outlet, so an outlet that registers after the visit sees the change here.
   */
  private void proveAgain(String token) {
    authenticator.authenticate(token);
  }

  private EncodedFrame hello(Caller caller, Since since) {
    Hello hello =
        new Hello(
            caller.session(),
            caller.account(),
            egress.clock().now(),
            ProtocolVersion.CURRENT,
            List.of(),
            LimitsView.current(),
            since.text());
    return EncodedFrame.text(egress.codec().encode(hello));
  }
}
