/**
 * The visibility ledger (N-4): who could see a message and did it reach them, what somebody could
 * see at a time, and why. For those who run a workspace, and the operator. It is computed from the
 * links by {@code access.ledger}, and stored nowhere. Entry points: {@code LedgerCommands} and
 * {@code Ledger}.
 */
@NullMarked
package io.drawbridge.server.ledger;

import org.jspecify.annotations.NullMarked;
