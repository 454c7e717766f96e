/** Tests of signals between nodes. */
@NullMarked
package io.drawbridge.server.delivery.elsewhere;

import org.jspecify.annotations.NullMarked;
