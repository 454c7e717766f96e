/**
 * The client library: one connection, typed calls, and resumption. Applications and bots import it.
 */
@NullMarked
package io.drawbridge.client;

import org.jspecify.annotations.NullMarked;
