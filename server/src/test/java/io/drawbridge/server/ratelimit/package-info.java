/** Tests of rates, with a clock that the test sets. */
@NullMarked
package io.drawbridge.server.ratelimit;

import org.jspecify.annotations.NullMarked;
