/**
 * From a decided change to every socket, in four rooms: {@code append} and {@code change} commit,
 * {@code fanout} delivers, all stand on {@code log}. {@code Delivery} puts them together.
 */
@NullMarked
package io.drawbridge.server.delivery;

import org.jspecify.annotations.NullMarked;
