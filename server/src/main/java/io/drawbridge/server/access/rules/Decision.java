package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;

/** The answer of the rules: allowed, or the reason why not. */
public sealed interface Decision {
  record Allowed() implements Decision {}

  record Refused(ErrorCode code, String why) implements Decision {
    /** Returns whether the right itself is gone; a closed or locked conversation may open again. */
    public boolean rightGone() {
      return code == ErrorCode.NOT_FOUND || code == ErrorCode.NOT_ALLOWED;
    }

    /** The failure that the caller is answered with. */
    public Failure failure() {
      return code == ErrorCode.NOT_FOUND ? Failure.notFound() : Failure.of(code, why);
    }
  }

  Decision ALLOWED = new Allowed();
}
