/** Tests of what the server calls. */
@NullMarked
package io.drawbridge.server.outbound;

import org.jspecify.annotations.NullMarked;
