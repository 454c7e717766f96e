/** The one exception for expected failures. Imported by all. */
@NullMarked
package io.drawbridge.server.failure;

import org.jspecify.annotations.NullMarked;
