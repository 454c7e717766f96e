/** Tests of exports: what is in them, for whom, and what is not. */
@NullMarked
package io.drawbridge.server.export;

import org.jspecify.annotations.NullMarked;
