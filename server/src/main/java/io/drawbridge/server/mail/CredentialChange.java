package io.drawbridge.server.mail;

import java.util.Locale;

/** A change of what opens an account, or its owner's bots. */
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
