package io.drawbridge.server.webhook;

import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.webhook.stored.StoredWebhook;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.Optional;

/**
 * A webhook, and the right of who asks to manage those of its conversation.
 *
 * @param hook as it was when they asked
 */
record ManagedWebhook(StoredWebhook hook, ManagePermit permit) {
  /**
   * Finds one.
   *
   * @throws Failure {@code not_found} if there is none, or the caller may not know of it
   */
  static ManagedWebhook of(Database database, AccessGate gate, Caller caller, WebhookId webhook) {
    StoredWebhook hook =
        database
            .query(handle -> new WebhookStore().find(handle, webhook))
            .orElseThrow(Failure::notFound);
    return new ManagedWebhook(
        hook,
        gate.manage(caller, hook.conversation(), Action.Manage.MANAGE_HOOKS, Optional.empty()));
  }
}
