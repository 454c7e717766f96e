package io.drawbridge.protocol.people;

import io.drawbridge.protocol.id.AccountId;
import java.util.Optional;

/**
 * The presence of a person.
 *
 * @param person who
 * @param state how
 * @param text the line the person shows
 */
public record Presence(AccountId person, PresenceState state, Optional<String> text) {}
