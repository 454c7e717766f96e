package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.WireName;

/** The mails in which somebody is told of what they have not read. */
public enum NoticeMail implements WireName {
  /** One about each conversation, a few minutes after the message. */
  IMMEDIATE,
  /** One about all of a day, in the morning. */
  DAILY,
  /** One about all of a week, on Monday morning. */
  WEEKLY,
  /** None. */
  OFF
}
