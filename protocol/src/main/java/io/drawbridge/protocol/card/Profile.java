package io.drawbridge.protocol.card;

import java.util.Optional;

/**
 * The part of what is known of a person that the card leaves out.
 *
 * @param email their address; bots have none
 * @param locale the language that they chose
 */
public record Profile(Optional<String> email, Optional<Locale> locale) {}
