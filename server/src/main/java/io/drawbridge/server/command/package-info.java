/**
 * The contract of a command: a feature registers a handler for each of its commands in {@code
 * Commands}, and {@code dispatch} calls it. Imported by features, {@code dispatch} and {@code
 * edge}.
 */
@NullMarked
package io.drawbridge.server.command;

import org.jspecify.annotations.NullMarked;
