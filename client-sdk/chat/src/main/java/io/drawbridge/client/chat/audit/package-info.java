/**
 * {@code ./drawbridge audit}: checks an export of an audit log on any machine, without a server.
 * The checks themselves are in {@code io.drawbridge.protocol.audit}.
 */
@NullMarked
package io.drawbridge.client.chat.audit;

import org.jspecify.annotations.NullMarked;
