/**
 * The client library. {@link io.drawbridge.client.ChatClient} is the entry point: one connection
 * that comes back by itself, calls as futures, events in order. Applications and bots import it.
 *
 * <p>State of a client is touched only by tasks of its {@code Engine}'s mailbox; handlers of the
 * application run one after another on a second one, never on the socket's thread.
 */
@NullMarked
package io.drawbridge.client;

import org.jspecify.annotations.NullMarked;
