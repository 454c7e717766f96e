package io.drawbridge.server.access;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;

/** Allowed, or why not. */
public sealed interface Decision {
  record Allowed() implements Decision {}

  record Refused(ErrorCode code, String why) implements Decision {
    /** What whoever asked is told. */
    public Failure failure() {
      return code == ErrorCode.NOT_FOUND ? Failure.notFound() : Failure.of(code, why);
    }
  }

  Decision ALLOWED = new Allowed();
}
