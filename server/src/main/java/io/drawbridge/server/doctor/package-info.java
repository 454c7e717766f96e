/**
 * Checks of the configuration and the machine for {@code ./drawbridge doctor}. {@code Doctor} is
 * the entry point; imported by {@code Main}'s commands only.
 */
@NullMarked
package io.drawbridge.server.doctor;

import org.jspecify.annotations.NullMarked;
