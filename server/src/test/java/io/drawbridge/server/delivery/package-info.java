/** Tests of the lanes, the chains and the fan-out. */
@NullMarked
package io.drawbridge.server.delivery;

import org.jspecify.annotations.NullMarked;
