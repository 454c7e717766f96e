/** Tests of who may see and do what, against models written without looking at the code. */
@NullMarked
package io.drawbridge.server.access;

import org.jspecify.annotations.NullMarked;
