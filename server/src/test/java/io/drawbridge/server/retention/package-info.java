/** Tests of what goes for good, and of what is kept nevertheless. */
@NullMarked
package io.drawbridge.server.retention;

import org.jspecify.annotations.NullMarked;
