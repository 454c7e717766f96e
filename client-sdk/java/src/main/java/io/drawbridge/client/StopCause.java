package io.drawbridge.client;

import io.drawbridge.protocol.CloseCode;
import java.util.Optional;

/** Tells why a connection ended. */
public sealed interface StopCause {

  /** {@link ChatClient#close} was called. */
  record ByApplication() implements StopCause {}

  /** The server closed it; the code is named if this version knows it. */
  record ByServer(int number, Optional<CloseCode> code) implements StopCause {}

  /** The network lost it, or it could not be made. */
  record Lost(String what) implements StopCause {}

  /** Nothing the client holds signs it in any more. */
  record SignInNeeded(String why) implements StopCause {}

  /** Tells it in one sentence for a person. */
  default String describe() {
    return switch (this) {
      case ByApplication closed -> "closed by the application";
      case ByServer server ->
          "closed by the server, %d: %s"
              .formatted(server.number(), server.code().map(CloseCode::meaning).orElse("unknown"));
      case Lost lost -> lost.what();
      case SignInNeeded needed -> "sign in again: " + needed.why();
    };
  }
}
