/** Polls of messages, as a client asks, votes and reads them. Entry point: {@link Polls}. */
@NullMarked
package io.drawbridge.client.poll;

import org.jspecify.annotations.NullMarked;
