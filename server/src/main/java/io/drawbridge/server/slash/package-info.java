/**
 * Slash commands (G-30): bots offer them, people run them, bots answer. What is asked and answered
 * stands in rows, so that a bot may be connected to another node than who asks. Entry point: {@link
 * SlashCommands}.
 */
@NullMarked
package io.drawbridge.server.slash;

import org.jspecify.annotations.NullMarked;
