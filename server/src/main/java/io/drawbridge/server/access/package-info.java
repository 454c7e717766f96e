/**
 * Decides who may see and do what: the one choke point. Entry points are {@code AccessGate}
 * (commands), {@code Memberships} (the only writer of links) and {@code EgressGate} (the last step
 * before the socket). Imports only {@code db}; everything above may import it.
 */
@NullMarked
package io.drawbridge.server.access;

import org.jspecify.annotations.NullMarked;
