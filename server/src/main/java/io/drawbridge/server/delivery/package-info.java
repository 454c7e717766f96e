/**
 * From a decided change to every socket: group-committed appends and membership changes, the order
 * of events, and the fan-out. Imported by features.
 */
@NullMarked
package io.drawbridge.server.delivery;

import org.jspecify.annotations.NullMarked;
