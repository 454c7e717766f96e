/** Webhooks of a conversation. */
@NullMarked
package io.drawbridge.client.webhook;

import org.jspecify.annotations.NullMarked;
