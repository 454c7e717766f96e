package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.id.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Says whose the text of a message is that was passed on. Where the original stands is not told
 * with it, as not everybody sees it there.
 *
 * @param begins where in the text the original begins
 * @param author of the original, who need not be where it was passed on to
 * @param name by which they show; absent for who does not see them
 */
public record Origin(int begins, AccountId author, Optional<String> name, Instant sentAt) {
  /** The same for those who do not see its author. */
  public Origin nameless() {
    return new Origin(begins, author, Optional.empty(), sentAt);
  }

  /** What readers get. */
  public Forwarded shown() {
    return new Forwarded(begins, name, sentAt);
  }
}
