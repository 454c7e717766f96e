/** Pushes, to a push service and a gateway on real sockets. */
@NullMarked
package io.drawbridge.server.push;

import org.jspecify.annotations.NullMarked;
