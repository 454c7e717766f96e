package io.drawbridge.protocol.card;

import java.util.Optional;

/**
 * The words that a person shows beside their name to those who share a conversation with them. A
 * picture is not among them as long as there are no files.
 *
 * @param title what they do, as they put it
 * @param organisation for whom
 * @param statusText the line that they show at present
 * @param timeZone the name of their time zone, as in {@code Europe/Berlin}
 */
public record Card(
    Optional<String> title,
    Optional<String> organisation,
    Optional<String> statusText,
    Optional<String> timeZone) {

  /** Says nothing. */
  public static final Card EMPTY =
      new Card(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
