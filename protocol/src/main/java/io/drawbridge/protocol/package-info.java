/**
 * The wire protocol: frames, identifiers, limits and codes, and the codec that reads and writes
 * them. Depends on Jackson only; every other module may import it.
 */
@NullMarked
package io.drawbridge.protocol;

import org.jspecify.annotations.NullMarked;
