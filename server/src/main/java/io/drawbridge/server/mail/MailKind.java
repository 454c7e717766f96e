package io.drawbridge.server.mail;

import io.drawbridge.server.exit.surface.Surface;
import java.util.Locale;

/** The purposes of mails; each has its {@link LetterSource}. */
public enum MailKind {
  SIGN_IN(Surface.MAIL_SIGN_IN),
  INVITATION(Surface.MAIL_INVITATION),
  WORKSPACE_INVITATION(Surface.MAIL_WORKSPACE_INVITATION),
  /** Somebody was added by name. */
  ADDED(Surface.MAIL_ADDED),
  /** An external's access ends soon. */
  EXPIRING(Surface.MAIL_EXPIRING),
  /** Externals have to be confirmed soon. */
  CONFIRMING(Surface.MAIL_CONFIRMING),
  /** Nobody answers for externals any more. */
  ORPHANED(Surface.MAIL_ORPHANED),
  /** Something that opens the account was changed. */
  CREDENTIAL_CHANGED(Surface.MAIL_CREDENTIAL_CHANGED);

  private final Surface surface;

  MailKind(Surface surface) {
    this.surface = surface;
  }

  /** Its entry in the table of output surfaces; each kind has its own. */
  public Surface surface() {
    return surface;
  }

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MailKind of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
