package io.drawbridge.protocol.slash;

import io.drawbridge.protocol.people.Person;
import java.util.Optional;

/**
 * A slash command that a bot offers.
 *
 * @param name without the slash
 * @param description what it does
 * @param usage what may follow the name
 * @param bot who answers
 */
public record SlashView(String name, String description, Optional<String> usage, Person bot) {}
