/**
 * What other services are told: the log is read after the commit and becomes rows of the outbox,
 * which are made and judged as the last step before they leave. Entry points are {@code
 * WebhookFeed} and {@code WebhookExit}.
 */
@NullMarked
package io.drawbridge.server.webhook.outgoing;

import org.jspecify.annotations.NullMarked;
