package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SightRules;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import java.util.concurrent.CompletableFuture;

/** One append on its way through a lane, and who waits for it. */
record Waiting(PostPermit permit, Append append, CompletableFuture<Committed> stage) {
  Waiting {
    Action.Post expected = append.right();
    if (permit.action() != expected) {
      throw new IllegalArgumentException(
          "permit: %s (expected: %s)".formatted(permit.action(), expected));
    }
    if (!permit.caller().account().equals(append.key().account())) {
      throw new IllegalArgumentException("key: of another account (expected: the caller's)");
    }
  }

  ConversationFacts facts() {
    return permit.conversation();
  }

  DomainId domain() {
    return permit.conversation().domain();
  }

  AccountId author() {
    return permit.caller().account();
  }

  /** A mention of a person in it, as the policies in force let its author make one. */
  AppendStore.Mention mention(AccountId person) {
    return new AppendStore.Mention(
        facts().id().value(), person.value(), author().value(), SightRules.mentionsUnseen(facts()));
  }
}
