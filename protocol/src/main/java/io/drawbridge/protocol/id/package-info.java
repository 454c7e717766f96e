/**
 * Ids as values: a positive 63-bit number inside, a prefixed text on the wire. Entry point is
 * {@link io.drawbridge.protocol.id.Id}. Everybody may import this package.
 */
@NullMarked
package io.drawbridge.protocol.id;

import org.jspecify.annotations.NullMarked;
