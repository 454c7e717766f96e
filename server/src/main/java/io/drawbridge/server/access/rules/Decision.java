package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;

/** The answer of the rules: allowed, or the reason why not. */
public sealed interface Decision {
  /**
   * Does nothing if allowed.
   *
   * @throws Failure if refused
   */
  void require();

  record Allowed() implements Decision {
    @Override
    public void require() {
      // is given
    }
  }

  record Refused(ErrorCode code, String why) implements Decision {
    @Override
    public void require() {
      throw failure();
    }

    /** Returns whether the right itself is gone: not while the conversation may open again. */
    public boolean rightGone() {
      return failure().rightGone();
    }

    /** The answer to the person who asked. */
    public Failure failure() {
      return code == ErrorCode.NOT_FOUND ? Failure.notFound() : Failure.of(code, why);
    }
  }

  Decision ALLOWED = new Allowed();

  /** The answer about what does not exist, and about what one may not know of. */
  Decision NOT_FOUND = new Refused(ErrorCode.NOT_FOUND, "not found");
}
