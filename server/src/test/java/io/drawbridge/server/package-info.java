/**
 * Tests of the whole server, with {@code TestServer} and {@code TestClient}: a real server and real
 * sockets.
 */
@NullMarked
package io.drawbridge.server;

import org.jspecify.annotations.NullMarked;
