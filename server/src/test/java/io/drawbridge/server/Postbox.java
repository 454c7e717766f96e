package io.drawbridge.server;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.Mailer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the mails of a test, and hands them out in order. */
public final class Postbox implements Mailer {
  private static final Pattern TOKEN = Pattern.compile("#link=([A-Za-z0-9_-]{43})");

  /** Mails that were handed over, in order. */
  public final LinkedBlockingQueue<Letter> sent = new LinkedBlockingQueue<>();

  /** Runs while a mail is on its way. */
  public volatile Runnable onTheWay = () -> {};

  /** The refusals that the next mails meet before they are taken. */
  public final Queue<Carrier.Refused> refusals = new ConcurrentLinkedQueue<>();

  /** The next mail, which must be to the address. */
  public Letter letter(String email) {
    try {
      Letter letter = sent.poll(10, TimeUnit.SECONDS);
      if (letter == null || !letter.to().value().equals(email)) {
        throw new AssertionError("no mail came to " + email + ", but " + letter);
      }
      return letter;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The token of the next mail, which must be to the address. */
  public Secret token(String email) {
    Matcher matcher = TOKEN.matcher(letter(email).text());
    if (!matcher.find()) {
      throw new AssertionError("no link in the mail");
    }
    return new Secret(matcher.group(1));
  }

  @Override
  public Carrier<Letter> open() {
    return new Carrier<>() {
      @Override
      public void send(Letter letter) throws Refused {
        Refused refusal = refusals.poll();
        if (refusal != null) {
          throw refusal;
        }
        onTheWay.run();
        sent.add(letter);
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }
}
