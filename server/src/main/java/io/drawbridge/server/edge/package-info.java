/**
 * The doors: HTTP and WebSocket on one port, health and metrics on another. Entry point {@code
 * Edge}. The only package that knows Netty; imported by the composition root only.
 */
@NullMarked
package io.drawbridge.server.edge;

import org.jspecify.annotations.NullMarked;
