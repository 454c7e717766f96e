/**
 * Decides which handler carries out which command, and how: order, bounds, rates, and the one place
 * where a failure becomes an error frame. Entry points {@code CommandTable} and {@code Dispatcher}.
 * Imported by {@code edge} and the composition root only.
 */
@NullMarked
package io.drawbridge.server.dispatch;

import org.jspecify.annotations.NullMarked;
