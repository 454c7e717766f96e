package io.drawbridge.server.people;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.failure.Failure;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Decides whom a person may name: somebody in a conversation they are both in, or a member of a
 * workspace both are members of (GLUE-27). Nobody else exists for them. Thread-safe.
 */
public final class Contacts {
  private final ContactStore store;

  public Contacts() {
    this.store = new ContactStore();
  }

  /** The people of one request, told apart by the home they are asked to join. */
  public record Named(Set<AccountId> members, Set<AccountId> externals) {}

  /**
   * Tells members of the home from externals, if all of them are contacts of the caller (the caller
   * counts as one).
   *
   * @throws Failure {@code not_found} if one is not, whether or not there is such an account
   */
  public Named require(
      Handle handle, AccountId caller, DomainId home, Collection<AccountId> people) {
    Set<AccountId> asked = new LinkedHashSet<>(people);
    if (asked.isEmpty()) {
      return new Named(Set.of(), Set.of());
    }
    List<ContactStore.Contact> found = store.among(handle, caller, home, asked);
    if (found.size() < asked.size()) {
      throw Failure.notFound();
    }
    Set<AccountId> members = new LinkedHashSet<>();
    Set<AccountId> externals = new LinkedHashSet<>();
    found.forEach(contact -> (contact.seated() ? members : externals).add(contact.person()));
    return new Named(members, externals);
  }
}
