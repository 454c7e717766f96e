/**
 * Tells who is there and who types: unlogged, dropped first, shown only to people with a
 * conversation in common. {@code PresenceCommands} is the entry point. Not imported by other
 * features.
 */
@NullMarked
package io.drawbridge.server.presence;

import org.jspecify.annotations.NullMarked;
