package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.WireName;

/** The reasons for which somebody is told of something; where several hold, the first one. */
public enum NoticeCause implements WireName {
  /** A message names them. */
  MENTION,
  /** A message with files was written to them: in a DM, or a thread that names them. */
  FILE_SHARED,
  /** A message was written to them in a DM. */
  DM,
  /** A file that they follow has a newer version. */
  FILE_VERSION,
  /** A message bears one of their keywords. */
  KEYWORD,
  /** A message was written in a conversation that they follow. */
  THREAD,
  /** A message was written in a conversation of which they want to hear everything. */
  MESSAGE,
  /** Somebody added them to a conversation. */
  ADDED,
  /** An owner of the workspace exports conversations of which they do not read all. */
  EXPORTED
}
