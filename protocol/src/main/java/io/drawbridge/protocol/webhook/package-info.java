/** Webhooks: what is said about one, and what it tells of. */
@NullMarked
package io.drawbridge.protocol.webhook;

import org.jspecify.annotations.NullMarked;
