/** The results that answer commands, one sealed interface an area. Entry point: {@link Result}. */
@NullMarked
package io.drawbridge.protocol.result;

import org.jspecify.annotations.NullMarked;
