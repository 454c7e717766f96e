/**
 * Bounds how often something may happen: token buckets by key. Entry point {@code RateLimiter}.
 * Imports nothing of the server; everything may import it.
 */
@NullMarked
package io.drawbridge.server.ratelimit;

import org.jspecify.annotations.NullMarked;
