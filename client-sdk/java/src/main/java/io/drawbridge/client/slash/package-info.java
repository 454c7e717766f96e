/**
 * Slash commands: bots offer and answer them, people run them. {@link
 * io.drawbridge.client.ChatClient#slash} is the entry point.
 */
@NullMarked
package io.drawbridge.client.slash;

import org.jspecify.annotations.NullMarked;
