package io.drawbridge.server.message;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.text.Mentions;
import io.drawbridge.server.failure.Failure;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the people whom a text mentions, but never the one who wrote it. */
public final class Mentioned {
  private Mentioned() {}

  /**
   * The people mentioned, each once, in order.
   *
   * @throws Failure {@code invalid} if they are more than one message may mention
   */
  public static Set<AccountId> by(AccountId author, String text) {
    Set<AccountId> people = new LinkedHashSet<>(Mentions.in(text));
    people.remove(author);
    if (people.size() > Limits.MENTIONS_PER_MESSAGE_MAX) {
      throw Failure.invalid(
          "text: %d people mentioned (expected: at most %d)"
              .formatted(people.size(), Limits.MENTIONS_PER_MESSAGE_MAX));
    }
    return people;
  }
}
