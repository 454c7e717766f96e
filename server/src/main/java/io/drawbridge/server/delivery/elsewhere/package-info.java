/**
 * The devices that are connected to other nodes, and the signals between nodes: rows that live for
 * seconds, written by one thread and read by another. Entry points: {@code Relay} and {@code
 * EverywhereSignals}. Imports {@code delivery.fanout} and below.
 */
@NullMarked
package io.drawbridge.server.delivery.elsewhere;

import org.jspecify.annotations.NullMarked;
