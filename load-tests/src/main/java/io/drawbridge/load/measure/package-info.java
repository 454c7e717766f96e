/** Clocks and figures of a run: CPU time of a process, latencies, tables. Knows nothing of chat. */
@NullMarked
package io.drawbridge.load.measure;

import org.jspecify.annotations.NullMarked;
