/**
 * Webhooks, by which other services post into a conversation or are told what happens there. {@code
 * WebhookCommands} is the entry point; what is stored is in {@code stored}, what comes in is in
 * {@code incoming}, and what goes out in {@code outgoing}.
 */
@NullMarked
package io.drawbridge.server.webhook;

import org.jspecify.annotations.NullMarked;
