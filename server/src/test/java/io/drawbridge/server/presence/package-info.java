/** Tests of presence. */
@NullMarked
package io.drawbridge.server.presence;

import org.jspecify.annotations.NullMarked;
