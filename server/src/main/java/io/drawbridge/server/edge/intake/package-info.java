/**
 * Bounds what a connection may make the server hold: places by address, memory, and the assembly of
 * requests and messages. Only the edge uses it.
 */
@NullMarked
package io.drawbridge.server.edge.intake;

import org.jspecify.annotations.NullMarked;
