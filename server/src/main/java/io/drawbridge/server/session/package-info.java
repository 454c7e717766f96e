/**
 * Connected devices: sessions, their bounded outboxes, what they want in full, and answers as
 * tagged parts. Imported by {@code delivery}, features, {@code command}, {@code dispatch} and
 * {@code edge}.
 */
@NullMarked
package io.drawbridge.server.session;

import org.jspecify.annotations.NullMarked;
