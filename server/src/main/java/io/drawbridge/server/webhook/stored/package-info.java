/** The rows of webhooks, and the secrets that follow from them. */
@NullMarked
package io.drawbridge.server.webhook.stored;

import org.jspecify.annotations.NullMarked;
