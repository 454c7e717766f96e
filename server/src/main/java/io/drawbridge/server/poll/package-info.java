/**
 * Polls of messages: asking, voting, closing, how they stand. A poll's right is its message's.
 * Entry point: {@code PollCommands}. Imported by the assembly alone.
 */
@NullMarked
package io.drawbridge.server.poll;

import org.jspecify.annotations.NullMarked;
