/** Legal holds as the wire has them: what stands, and what it keeps. */
@NullMarked
package io.drawbridge.protocol.hold;

import org.jspecify.annotations.NullMarked;
