package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.ExternalRules;
import java.util.Optional;

/** The admissions, made by {@link Admissions} only. */
final class Admitted {
  private Admitted() {}

  record Person(
      ConversationId conversation,
      AccountId person,
      boolean there,
      Optional<ConversationFacts> asExternal,
      Decision approval,
      boolean asked,
      Optional<ConversationId> anchor)
      implements Admission.OfPerson {
    @Override
    public Decision entry() {
      return waits() ? approval : ExternalRules.comeUnasked(asked);
    }

    @Override
    public boolean waits() {
      return approval instanceof Decision.Refused;
    }
  }

  record Group(ConversationId conversation, ConversationId group) implements Admission.OfGroup {}

  record Address(ConversationId conversation, Decision approval) implements Admission.OfAddress {
    @Override
    public boolean waits() {
      return approval instanceof Decision.Refused;
    }
  }
}
