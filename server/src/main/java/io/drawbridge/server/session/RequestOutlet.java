package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Judge;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.Passage;
import java.util.Optional;

/**
 * An HTTP request: takes the answer to its one command, and judges it on its loop as the last step
 * before the socket.
 */
@LetsOut(Surface.REQUEST)
public final class RequestOutlet implements Outlet {
  private final Caller caller;
  private final long expiresAtMicros;
  private final Connection connection;
  private final Egress egress;
  private final Passage passage;
  private Optional<Outgoing.Response> answer = Optional.empty();
  private boolean ended;

  /** {@code expiresAtMicros}: when the token ends that it came with. */
  public RequestOutlet(Caller caller, long expiresAtMicros, Connection connection, Egress egress) {
    this.caller = caller;
    this.expiresAtMicros = expiresAtMicros;
    this.connection = connection;
    this.egress = egress;
    this.passage =
        new Passage(
            egress,
            new Judge(egress.gate(), caller.account()),
            connection::execute,
            connection::wake);
  }

  /** Writes the answer if it is here and may leave. On the loop. */
  public void drain(FrameSink sink) {
    if (passage.waits() || ended || answer.isEmpty() || !egress.gate().open()) {
      return;
    }
    if (egress.clock().nowMicros() >= expiresAtMicros) {
      end(SessionEnd.EXPIRED);
      return;
    }
    if (passage.answer(answer.get(), Optional.empty(), sink)) {
      answer = Optional.empty();
    }
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void offerAnswer(Outgoing.Response own) {
    answer = Optional.of(own);
    connection.wake();
  }

  @Override
  public void end(SessionEnd reason) {
    if (!ended) {
      ended = true;
      answer = Optional.empty();
      connection.close(CloseCode.SESSION_ENDED, reason.wire());
    }
  }

  /** The answer is judged when it leaves, so nothing has to be taken back before. */
  @Override
  public int purge() {
    return 0;
  }
}
