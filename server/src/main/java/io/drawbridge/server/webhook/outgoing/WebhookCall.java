package io.drawbridge.server.webhook.outgoing;

import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.server.outbound.Posting;

/**
 * One event that is to be told.
 *
 * @param failing the last one was not taken
 * @param failed the webhook was given up
 */
record WebhookCall(WebhookId webhook, Posting posting, boolean failing, boolean failed) {}
