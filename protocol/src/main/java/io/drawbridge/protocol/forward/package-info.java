/** Messages that were passed on from another place: what is told of where they come from. */
@NullMarked
package io.drawbridge.protocol.forward;

import org.jspecify.annotations.NullMarked;
