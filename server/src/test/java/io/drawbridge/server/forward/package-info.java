/** Tests of messages that are passed on, and of threads that begin with one. */
@NullMarked
package io.drawbridge.server.forward;

import org.jspecify.annotations.NullMarked;
