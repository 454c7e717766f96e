/**
 * The incoming stream of a client: events in order, without gaps and repetitions, handed to
 * subscriptions, and the local copies that a removal empties.
 */
@NullMarked
package io.drawbridge.client.stream;

import org.jspecify.annotations.NullMarked;
