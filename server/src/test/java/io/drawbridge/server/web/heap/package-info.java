/** Reads what the scripts of a page hold in memory. Entry point {@code HeapSnapshot}. */
@NullMarked
package io.drawbridge.server.web.heap;

import org.jspecify.annotations.NullMarked;
