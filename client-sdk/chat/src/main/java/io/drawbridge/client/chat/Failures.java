package io.drawbridge.client.chat;

import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.RequestFailed.Reason;

/** Says in one line what went wrong. */
final class Failures {

  private Failures() {}

  static String explain(Throwable thrown) {
    return RequestFailed.in(thrown)
        .map(failed -> explain(failed.reason()))
        .orElseGet(() -> String.valueOf(thrown.getMessage()));
  }

  private static String explain(Reason reason) {
    return switch (reason) {
      case Reason.Refused refused -> refused.code().wire() + ": " + refused.message();
      case Reason.Disconnected lost -> "the server cannot be reached";
      case Reason.TimedOut late -> "the server did not answer in time";
      case Reason.Closed closed -> closed.cause().describe();
      case Reason.Overloaded full -> "too much is waiting to be sent";
      case Reason.Unreadable bad -> "this is no Drawbridge server: " + bad.problem();
    };
  }
}
