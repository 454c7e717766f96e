package io.drawbridge.protocol.moderation;

import io.drawbridge.protocol.WireName;

/** Says what became of a report. What is done to the message or its author is done elsewhere. */
public enum ReportOutcome implements WireName {
  /** Something was done about it. */
  ACTED,
  /** Nothing had to be done. */
  DISMISSED
}
