/**
 * Bots: handlers for messages, mentions and commands on a {@link io.drawbridge.client.ChatClient}.
 * {@link io.drawbridge.client.bot.Bot#builder} is the entry point.
 */
@NullMarked
package io.drawbridge.client.bot;

import org.jspecify.annotations.NullMarked;
