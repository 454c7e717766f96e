/** Join links, and requests to join, as they are on the wire. */
@NullMarked
package io.drawbridge.protocol.join;

import org.jspecify.annotations.NullMarked;
