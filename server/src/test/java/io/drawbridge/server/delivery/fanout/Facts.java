package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Policies;
import java.util.Optional;

/** Conversations for tests. */
final class Facts {
  private Facts() {}

  static ConversationFacts thread(long domain, long conversation) {
    return of(domain, conversation, ConversationKind.THREAD);
  }

  static ConversationFacts of(long domain, long conversation, ConversationKind kind) {
    return new ConversationFacts(
        new ConversationId(conversation),
        new DomainId(domain),
        Optional.of(new WorkspaceId(domain)),
        kind,
        "a name",
        Optional.empty(),
        false,
        false,
        false,
        new AccountId(1),
        Policies.DEFAULTS,
        false);
  }
}
