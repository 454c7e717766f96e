/**
 * The way in to a running server for programs on its own machine, over HTTP, as any client's: the
 * demo's people, and the operator's tasks that have to go through the server. Imported by {@code
 * app} and {@code demo}.
 */
@NullMarked
package io.drawbridge.server.client;

import org.jspecify.annotations.NullMarked;
