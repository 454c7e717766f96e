package io.drawbridge.server.webhook;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.webhook.stored.WebhookStore;

/** Bounds the webhooks of a conversation. */
final class WebhookRoom {
  private final WebhookStore store = new WebhookStore();

  /** Refuses another one where there are enough, under the lock. */
  void require(ChangeTransaction tx, ConversationId conversation) {
    if (store.count(tx.at().handle(), conversation) >= Limits.WEBHOOKS_PER_CONVERSATION_MAX) {
      throw Failure.of(
          ErrorCode.LIMIT_REACHED,
          "webhooks of this conversation: %d (limit: %d)"
              .formatted(
                  Limits.WEBHOOKS_PER_CONVERSATION_MAX, Limits.WEBHOOKS_PER_CONVERSATION_MAX));
    }
  }
}
