/** Tests of join links and requests to join. */
@NullMarked
package io.drawbridge.server.join;

import org.jspecify.annotations.NullMarked;
