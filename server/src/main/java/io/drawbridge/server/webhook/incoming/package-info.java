/**
 * What other services post: their bodies become the text of a message, and a bot posts it. Entry
 * points are {@code SlackBody} and {@code PostByWebhook}.
 */
@NullMarked
package io.drawbridge.server.webhook.incoming;

import org.jspecify.annotations.NullMarked;
