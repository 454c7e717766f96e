package io.drawbridge.server.access.egress;

/** The egress gate's answer for one tagged piece. */
public enum Verdict {
  ALLOW,
  /** The view has not reached the epoch the piece needs: ask again when it has. */
  HOLD,
  DROP
}
