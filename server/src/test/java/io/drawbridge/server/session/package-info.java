/** Tests of sessions, with a connection and a gate that the test steers. */
@NullMarked
package io.drawbridge.server.session;

import org.jspecify.annotations.NullMarked;
