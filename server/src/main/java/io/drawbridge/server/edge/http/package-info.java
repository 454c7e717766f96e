/**
 * The rules of HTTP that need no connection: request heads, origins and hosts, responses, and the
 * files of the page. Nothing here knows a session; the doors above use it.
 */
@NullMarked
package io.drawbridge.server.edge.http;

import org.jspecify.annotations.NullMarked;
