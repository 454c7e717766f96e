/**
 * The ways in which a seat of a workspace ends without a removal, or comes to an external: leaving,
 * demotion, promotion. {@code DepartureCommands} is the entry point; {@code Departures} says what
 * goes with a seat, and {@code workspace} asks it too.
 */
@NullMarked
package io.drawbridge.server.workspace.departure;

import org.jspecify.annotations.NullMarked;
