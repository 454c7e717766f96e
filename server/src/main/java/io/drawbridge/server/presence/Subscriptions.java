package io.drawbridge.server.presence;

import io.drawbridge.protocol.id.AccountId;
import java.util.Set;

/** The people a session follows: an attachment of the session. */
record Subscriptions(Set<AccountId> people) {
  static final Subscriptions NONE = new Subscriptions(Set.of());
}
