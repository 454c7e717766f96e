/**
 * Shows what is new for a person: the inbox over all domains, mentions, read marks and receipts.
 * {@code InboxCommands} is the entry point; {@code MarkerLane} is closed when the server stops. Not
 * imported by other features.
 */
@NullMarked
package io.drawbridge.server.inbox;

import org.jspecify.annotations.NullMarked;
