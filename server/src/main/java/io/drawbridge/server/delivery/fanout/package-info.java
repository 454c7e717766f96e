/**
 * Delivers committed events in their order to those who may see them, and signals that no log
 * keeps. Entry points {@code Deliveries} and {@code Signals}. Imported by {@code append}, {@code
 * change} and features.
 */
@NullMarked
package io.drawbridge.server.delivery.fanout;

import org.jspecify.annotations.NullMarked;
