/**
 * The bounded queue of a session and what it holds: encoded frames and answers, each judged at the
 * last moment before it is written. Entry point: {@link Outbox}.
 */
@NullMarked
package io.drawbridge.server.session.outbox;

import org.jspecify.annotations.NullMarked;
