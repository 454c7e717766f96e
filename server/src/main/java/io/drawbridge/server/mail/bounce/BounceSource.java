package io.drawbridge.server.mail.bounce;

import jakarta.mail.internet.MimeMessage;

/** A place where mails come back. Used by one thread at a time; nodes may share one. */
public interface BounceSource {
  /** The size up to which a mail is read. Reports are small; what they return may not be. */
  int BYTES_MAX = 1 << 20;

  /** The number of mails that one round reads. */
  int ROUND_MAX = 200;

  /** A reader of mails that came back. */
  interface Reader {
    /**
     * Reads one, all of which is in memory.
     *
     * @return whether it was about a mail of this server; it can be thrown away then
     */
    boolean read(MimeMessage message);
  }

  /**
   * Has what came since the last round read, once each unless it fails.
   *
   * @throws Trouble if the place cannot be read
   */
  void read(Reader reader) throws Trouble;

  /**
   * Looks whether the place can be read.
   *
   * @throws Trouble if it cannot
   */
  void probe() throws Trouble;

  /** Says in a line for the operator why a place cannot be read; names no user and no secret. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1;

    public Trouble(String why) {
      super(why);
    }
  }
}
