package io.drawbridge.load.replay;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Opening mailed links as a person would, on a server that may be killed at any moment: an
 * unanswered attempt is repeated, and a link that turns out to be spent is followed by the next
 * mail, in the end by one that was asked for.
 */
final class Doors {
  private static final Duration NEXT_MAIL = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpDoor door;
  private final MailSink mails;

  Doors(HttpDoor door, MailSink mails) {
    this.door = door;
    this.mails = mails;
  }

  /** The token of the next link mailed to the address. */
  Secret nextToken(String address) throws InterruptedException {
    return new Secret(mails.nextToken(address));
  }

  /** Opens the next link mailed to the address. */
  AccountResult.Tokens open(String address, String name) throws InterruptedException {
    String token = mails.nextToken(address);
    while (true) {
      Optional<AccountResult.Tokens> opened = redeem(token, name);
      if (opened.isPresent()) {
        return opened.get();
      }
      Optional<String> next = mails.nextToken(address, NEXT_MAIL);
      if (next.isEmpty()) {
        answered(() -> door.call(new AccountCommand.RequestLink(address)));
        next = Optional.of(mails.nextToken(address));
      }
      token = next.get();
    }
  }

  /**
   * Empty if the link is spent, or the account is there already: by an attempt whose answer was
   * lost, or by an earlier mail.
   */
  private Optional<AccountResult.Tokens> redeem(String token, String name)
      throws InterruptedException {
    try {
      return Optional.of(
          answered(() ->
              door.call(
                      new AccountCommand.Redeem(
                          new Secret(token), Optional.of(name), Optional.empty(), "replay"))
                  .tokens()));
    } catch (HttpDoor.Refused refused) {
      if (refused.code() == ErrorCode.LINK_SPENT || refused.code() == ErrorCode.CONFLICT) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static <T> T answered(Supplier<T> attempt) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return attempt.get();
      } catch (HttpDoor.NoAnswer unanswered) {
        if (System.nanoTime() > deadline) {
          throw unanswered;
        }
        // The server is being started again, and nobody says when it is there.
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }
}
