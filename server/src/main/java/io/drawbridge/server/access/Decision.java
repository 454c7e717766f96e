package io.drawbridge.server.access;

import io.drawbridge.protocol.ErrorCode;

/** Allowed, or why not. */
public sealed interface Decision {
  record Allowed() implements Decision {}

  record Refused(ErrorCode code, String why) implements Decision {}

  Decision ALLOWED = new Allowed();
}
