package io.drawbridge.server.notify.notice;

import java.util.Locale;

/**
 * The reasons for which somebody is told of something; where several hold, the first one counts.
 */
public enum NoticeReason {
  /** A message names them. */
  MENTION(true),
  /** A message with files was written to them: in a DM, or a thread that names them. */
  FILE_SHARED(true),
  /** A message was written to them in a DM. */
  DM(true),
  /** A file that they follow has a newer version. */
  FILE_VERSION(true),
  /** A message bears one of their keywords. */
  KEYWORD(false),
  /** A message was written in a conversation that they follow. */
  THREAD(false),
  /** A message was written in a conversation of which they want to hear everything. */
  MESSAGE(false),
  /** Somebody added them to a conversation. */
  ADDED(false);

  private final boolean mailed;

  NoticeReason(boolean mailed) {
    this.mailed = mailed;
  }

  /** Whether mails tell of it; the others are shown, and pushed, but not mailed. */
  public boolean mailed() {
    return mailed;
  }

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static NoticeReason ofStored(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
