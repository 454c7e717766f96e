package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.mail.letter.Letter;

/** Hands letters over. Used by one thread at a time. */
public interface Mailer {
  /** A way to hand over a few letters in a row. */
  interface Delivery extends AutoCloseable {
    /**
     * Hands one letter over, in an envelope of its own; returns when the next hop has taken it.
     *
     * @throws Refused if it will never be taken
     * @throws Trouble if it may be taken later
     */
    void send(Letter letter) throws Refused, Trouble;

    @Override
    void close();
  }

  /**
   * Begins to hand letters over.
   *
   * @throws Trouble if nobody is there to take letters
   */
  Delivery open() throws Trouble;

  /** Says that the address does not exist, or that its server does not want this mail. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code why} names no address. */
    public Refused(String why) {
      super(why);
    }
  }

  /** Says that the letter may be taken later, but not now. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code why} names no address. */
    public Trouble(String why) {
      super(why);
    }
  }
}
