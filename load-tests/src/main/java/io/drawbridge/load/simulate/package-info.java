/**
 * Simulates several nodes in one thread, by seed: the server's own decision classes on a simulated
 * clock, network and database, judged after every step. Entry point: {@code Simulation}. The only
 * package of the load tests that sees the server from inside.
 */
@NullMarked
package io.drawbridge.load.simulate;

import org.jspecify.annotations.NullMarked;
