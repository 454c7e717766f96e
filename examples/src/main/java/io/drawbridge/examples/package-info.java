/** Example bots, small enough to copy. They run in the tests of this module. */
@NullMarked
package io.drawbridge.examples;

import org.jspecify.annotations.NullMarked;
