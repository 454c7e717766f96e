package io.drawbridge.protocol.moderation;

import io.drawbridge.protocol.WireName;

/** The reasons for which a message is reported. */
public enum ReportReason implements WireName {
  /** It is spam, or a fraud. */
  SPAM,
  /** It insults, threatens or harasses. */
  ABUSE,
  /** It gives away what should not be there: a secret, or somebody's data. */
  DISCLOSURE,
  /** Another one, which the note says. */
  OTHER
}
