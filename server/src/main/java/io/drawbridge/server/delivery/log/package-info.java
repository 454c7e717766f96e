/**
 * The log of events: its rows, their frames, what a request was answered, and how old ones are
 * swept. Entry point {@code EventLog}. Imported by the other rooms of {@code delivery} and by
 * features.
 */
@NullMarked
package io.drawbridge.server.delivery.log;

import org.jspecify.annotations.NullMarked;
