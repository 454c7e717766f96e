/** Webhooks in the terminal. */
@NullMarked
package io.drawbridge.client.chat.webhook;

import org.jspecify.annotations.NullMarked;
