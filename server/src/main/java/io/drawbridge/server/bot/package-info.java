/**
 * Bots: accounts with a seat, a token instead of a password, and an owner whose end is theirs.
 * {@code BotCommands} is the entry point; {@code BotEnding} is for features that end owners.
 */
@NullMarked
package io.drawbridge.server.bot;

import org.jspecify.annotations.NullMarked;
