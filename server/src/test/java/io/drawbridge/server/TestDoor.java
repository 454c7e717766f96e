package io.drawbridge.server;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;

/** A way to send commands to a real server: over a WebSocket, or over HTTP. */
public interface TestDoor {
  /**
   * Sends the command and waits for its result.
   *
   * @throws Refused if the server answers with an error
   */
  <R extends Result> R call(Command<R> command);

  /** The server answered with an error. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Refused(ErrorCode code, String message) {
      super(code + ": " + message);
      this.code = code;
    }

    public ErrorCode code() {
      return code;
    }
  }
}
