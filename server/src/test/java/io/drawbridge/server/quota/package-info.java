/** Tests of how much may be written. */
@NullMarked
package io.drawbridge.server.quota;

import org.jspecify.annotations.NullMarked;
