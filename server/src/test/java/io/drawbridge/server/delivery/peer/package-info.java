/** Tests of what other nodes commit. */
@NullMarked
package io.drawbridge.server.delivery.peer;

import org.jspecify.annotations.NullMarked;
