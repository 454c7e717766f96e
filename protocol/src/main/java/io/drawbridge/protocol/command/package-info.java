/**
 * The commands a client sends: one sealed interface an area, one record a command, each with what
 * it asks and the checks of its fields. Entry point: {@link Command}. Stands on the results and the
 * values; knows nothing of frames.
 */
@NullMarked
package io.drawbridge.protocol.command;

import org.jspecify.annotations.NullMarked;
