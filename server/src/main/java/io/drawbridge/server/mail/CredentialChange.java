package io.drawbridge.server.mail;

import java.util.Locale;

/** What opens an account, or its owner's bots, and was changed. */
public enum CredentialChange {
  PASSWORD_SET,
  PASSWORD_CHANGED,
  /** By an admin of a workspace. */
  SESSIONS_ENDED,
  BOT_TOKEN_MADE;

  public String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static CredentialChange of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
