package io.drawbridge.server.membership;

import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.failure.Failure;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Decides which groups a person may address a thread to: those they are in, and open ones. */
public final class Recipients {
  private final MembershipStore store = new MembershipStore();

  /**
   * The groups, each once, if the person may address all of them.
   *
   * @throws Failure {@code not_found} if there is one that they may not know of, whether or not it
   *     exists; {@code not_allowed} if they know of it but are not in it
   */
  public Set<ConversationId> require(
      Handle handle, DomainId home, AccountId person, Collection<ConversationId> groups) {
    Set<ConversationId> asked = new LinkedHashSet<>(groups);
    if (asked.isEmpty()) {
      return asked;
    }
    List<MembershipStore.Addressed> known = store.addressed(handle, home, person, asked);
    if (known.size() < asked.size()) {
      throw Failure.notFound();
    }
    if (known.stream().anyMatch(one -> !one.inside() && one.visibility() != Visibility.OPEN)) {
      throw Failure.notAllowed("threads are addressed to groups that one is in, or to open ones");
    }
    return asked;
  }
}
