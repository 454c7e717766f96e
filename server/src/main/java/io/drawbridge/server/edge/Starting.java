package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.dispatch.CommandStream;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.session.outbox.EncodedFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A WebSocket before its session: waits for a token for a while, has it proved on a virtual thread,
 * and keeps what the client sends meanwhile. On the connection's loop.
 */
final class Starting {
  private final EdgeParts parts;
  private final WebSocketConnection connection;
  private final long byNanos;
  private final List<byte[]> early = new ArrayList<>();
  private boolean proving;
  private long held;

  Starting(EdgeParts parts, WebSocketConnection connection, Duration timeout) {
    this.parts = parts;
    this.connection = connection;
    this.byNanos = System.nanoTime() + timeout.toNanos();
  }

  /** Proves a token that came in the header of the handshake. */
  void prove(String token) {
    prove(token, "", Optional.empty());
  }

  void tick(long nowNanos) {
    if (nowNanos - byNanos >= 0) {
      connection.close(CloseCode.START_TIMEOUT, CloseCode.START_TIMEOUT.meaning());
    }
  }

  /** Takes a message that came before the session has begun. */
  void accept(byte[] message) {
    if (proving) {
      // Reading is paused; these few were on their way already.
      if (early.size() < Limits.IN_FLIGHT_PER_CONNECTION_MAX) {
        early.add(message);
        hold(CommandStream.bytesOf(message.length));
      } else {
        connection.close(CloseCode.TOO_MANY_ERRORS, CloseCode.TOO_MANY_ERRORS.meaning());
      }
      return;
    }
    try {
      ClientFrame frame = parts.codec().decodeClientFrame(message);
      if (frame.command() instanceof SessionCommand.Start start) {
        prove(start.accessToken().value(), start.tab().orElse(""), Optional.of(frame.id()));
      } else {
        refuse(
            new ErrorFrame(
                Optional.of(frame.id()),
                ErrorCode.UNAUTHENTICATED,
                frame.command().type() + ": too early (expected: session.start)",
                Optional.empty()));
      }
    } catch (ProtocolException bad) {
      refuse(parts.dispatcher().error(Optional.empty(), "session.start", bad));
    }
  }

  private void prove(String token, String tab, Optional<Long> id) {
    proving = true;
    connection.pauseReading();
    hold(CommandStream.bytesOf(token.length()));
    parts.threads().execute(() -> admit(token, tab, id));
  }

  private void admit(String token, String tab, Optional<Long> id) {
    try {
      Admission.Admitted admitted = parts.admission().connect(token, tab, connection);
      connection.execute(() -> {
        id.ifPresent(asked -> tell(new Reply(asked, new Done())));
        connection.begin(admitted, early);
      });
    } catch (RuntimeException refused) {
      ErrorFrame error = parts.dispatcher().error(id, "session.start", refused);
      connection.execute(() -> refuse(error));
    }
  }

  private void hold(long bytes) {
    held += bytes;
    connection.keep(held);
  }

  private void refuse(ErrorFrame error) {
    tell(error);
    // Another token does not help against a server that is too busy.
    CloseCode code =
        error.code().retry() == ErrorCode.Retry.LATER
            ? CloseCode.INTERNAL
            : CloseCode.UNAUTHENTICATED;
    connection.close(code, code.meaning());
  }

  private void tell(ServerFrame frame) {
    connection.tell(EncodedFrame.text(parts.codec().encode(frame)));
  }
}
