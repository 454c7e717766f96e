/** The load driver and its auditor: it measures the server from outside, through the wire only. */
@NullMarked
package io.drawbridge.load;

import org.jspecify.annotations.NullMarked;
