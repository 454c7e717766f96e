/** Tests of the example workspace. */
@NullMarked
package io.drawbridge.server.demo;

import org.jspecify.annotations.NullMarked;
