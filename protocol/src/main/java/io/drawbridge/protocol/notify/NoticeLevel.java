package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.WireName;

/** The part of a conversation of which somebody wants to be told. */
public enum NoticeLevel implements WireName {
  /** Every message. */
  ALL,
  /** What names them, bears one of their keywords, or brings them a file. */
  MENTIONS,
  /** Nothing at all. */
  NOTHING
}
