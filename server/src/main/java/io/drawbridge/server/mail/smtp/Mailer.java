package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.letter.Letter;

/** Hands letters over, each in an envelope of its own. Used by one thread at a time. */
public interface Mailer {
  /**
   * Begins to hand letters over.
   *
   * @throws Carrier.Trouble if nobody is there to take letters
   */
  Carrier<Letter> open() throws Carrier.Trouble;
}
