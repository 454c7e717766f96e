/**
 * Messages that are sent at a time: rows of {@code scheduled}, which any node leases when they are
 * due. {@code SendScheduled} appends them as their author, {@code FireScheduled} does so by the
 * clock.
 */
@NullMarked
package io.drawbridge.server.writing.schedule;

import org.jspecify.annotations.NullMarked;
