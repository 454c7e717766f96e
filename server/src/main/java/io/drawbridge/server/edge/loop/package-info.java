/**
 * The event loops: their threads, their transport, their clock ticks, and the memory that each
 * reuses for its writes. Only the edge uses it.
 */
@NullMarked
package io.drawbridge.server.edge.loop;

import org.jspecify.annotations.NullMarked;
