package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.server.access.facts.ExternalCountStore;
import io.drawbridge.server.access.facts.ExternalCountStore.Who;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.QuotaRules;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Tells which class an external is of, and how many there are beside the quotas (TS-39, G-23). */
final class PreviewQuota {
  private final ExternalCountStore store = new ExternalCountStore();

  Optional<ExternalClass> classOf(
      Handle handle, ConversationFacts where, MemberCommand.Add addition) {
    Optional<Who> who =
        addition
            .person()
            .map(Who::of)
            .or(() -> addition.email().map(it -> Who.of(EmailAddress.of(it).value())));
    return who.flatMap(it -> QuotaRules.classOf(store.places(handle, where.domain(), it)));
  }

  ExternalCounts counts(Handle handle, ConversationFacts where) {
    return store.counts(handle, where.domain(), Supposition.NONE);
  }
}
