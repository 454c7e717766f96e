/** Tests of what a block keeps from whom. */
@NullMarked
package io.drawbridge.server.block;

import org.jspecify.annotations.NullMarked;
