package io.drawbridge.client.testkit;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Result;
import java.util.List;
import java.util.Optional;

/** Says what a scripted command comes to. */
public sealed interface Script {

  /**
   * The command succeeds.
   *
   * @param then follows the answer over a WebSocket, with nothing between
   */
  record Answer(Result result, List<ServerFrame> then) implements Script {}

  /** The command fails. */
  record Refusal(ErrorCode code, String message, Optional<Long> retryAfterMs) implements Script {}

  /** Nothing is answered. */
  record Silence() implements Script {}

  /** Lets the command succeed. */
  static Script answer(Result result) {
    return new Answer(result, List.of());
  }

  /**
   * Lets the command succeed; over a WebSocket these follow its answer at once, as the missed
   * events follow that of a resume.
   */
  static Script answer(Result result, List<? extends ServerFrame> then) {
    return new Answer(result, List.copyOf(then));
  }

  /** Lets the command fail. */
  static Script refuse(ErrorCode code) {
    return new Refusal(code, code.meaning(), Optional.empty());
  }

  /** Lets the command fail; it may be sent again after a while. */
  static Script refuse(ErrorCode code, long retryAfterMs) {
    return new Refusal(code, code.meaning(), Optional.of(retryAfterMs));
  }

  /** Lets nothing be answered. */
  static Script silence() {
    return new Silence();
  }

  /** Makes the error frame of a refusal. */
  static ErrorFrame error(Refusal refusal, Optional<Long> id) {
    return new ErrorFrame(id, refusal.code(), refusal.message(), refusal.retryAfterMs());
  }
}
