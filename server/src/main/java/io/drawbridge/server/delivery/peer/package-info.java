/**
 * What other nodes commit: read from their lanes' batches, at once when somebody rang and else
 * every second, and carried out here as if it had been committed here. Entry point: {@code Peers}.
 */
@NullMarked
package io.drawbridge.server.delivery.peer;

import org.jspecify.annotations.NullMarked;
