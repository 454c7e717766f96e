package io.drawbridge.server.mail;

import io.drawbridge.server.exit.surface.Surface;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The purposes of mails; each has its {@link LetterSource}. */
public enum MailKind {
  SIGN_IN(1, Surface.MAIL_SIGN_IN),
  INVITATION(2, Surface.MAIL_INVITATION),
  WORKSPACE_INVITATION(3, Surface.MAIL_WORKSPACE_INVITATION),
  /** Somebody was added by name. */
  ADDED(4, Surface.MAIL_ADDED),
  /** An external's access ends soon. */
  EXPIRING(5, Surface.MAIL_EXPIRING),
  /** Externals have to be confirmed soon. */
  CONFIRMING(6, Surface.MAIL_CONFIRMING),
  /** Nobody answers for externals any more. */
  ORPHANED(7, Surface.MAIL_ORPHANED),
  /** Something that opens the account was changed. */
  CREDENTIAL_CHANGED(8, Surface.MAIL_CREDENTIAL_CHANGED),
  /** People wait to be let in. */
  AWAITING(9, Surface.MAIL_AWAITING),
  /** Something became of an invitation or a suggestion. */
  OUTCOME(10, Surface.MAIL_OUTCOME),
  /** What somebody has not read. */
  NOTICES(11, Surface.MAIL_NOTICES),
  /** Messages were reported to those who moderate. */
  REPORTS(12, Surface.MAIL_REPORTS);

  private final byte reference;
  private final Surface surface;

  /** {@code reference} stands in mails that left long ago: it never changes. */
  MailKind(int reference, Surface surface) {
    this.reference = (byte) reference;
    this.surface = surface;
  }

  /** Its entry in the table of output surfaces; each kind has its own. */
  public Surface surface() {
    return surface;
  }

  byte reference() {
    return reference;
  }

  static Optional<MailKind> ofReference(byte reference) {
    return Arrays.stream(values()).filter(kind -> kind.reference == reference).findFirst();
  }

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MailKind of(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
