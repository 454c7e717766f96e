package io.drawbridge.protocol.card;

import java.util.Optional;

/**
 * The words that a person shows beside their name to those who share a conversation with them.
 *
 * @param title what they do, as they put it
 * @param organisation for whom
 * @param statusText the line that they show at present
 * @param timeZone the name of their time zone, as in {@code Europe/Berlin}
 * @param picture names the picture that they have now, 1 to 64 chars: as long as it stays the same,
 *     what {@code people.picture} answered stays the same; absent if they have none
 */
public record Card(
    Optional<String> title,
    Optional<String> organisation,
    Optional<String> statusText,
    Optional<String> timeZone,
    Optional<String> picture) {

  /** Says nothing. */
  public static final Card EMPTY =
      new Card(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
