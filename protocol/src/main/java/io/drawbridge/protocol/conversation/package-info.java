/**
 * The values that describe a conversation on the wire: its kind, state and roles, its roster, its
 * messages, and the way into it. They stand on the ids only; commands, results and frames carry
 * them.
 */
@NullMarked
package io.drawbridge.protocol.conversation;

import org.jspecify.annotations.NullMarked;
