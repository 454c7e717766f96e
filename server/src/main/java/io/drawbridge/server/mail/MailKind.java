package io.drawbridge.server.mail;

import java.util.Locale;

/** The purposes of mails; each has its {@link LetterSource}. */
public enum MailKind {
  SIGN_IN,
  INVITATION,
  WORKSPACE_INVITATION,
  /** Somebody was added by name. */
  ADDED,
  /** Something that opens the account was changed. */
  CREDENTIAL_CHANGED;

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MailKind of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
