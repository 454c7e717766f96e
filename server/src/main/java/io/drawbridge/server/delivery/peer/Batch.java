package io.drawbridge.server.delivery.peer;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a lane of another node committed together.
 *
 * @param change the log that it moved, if it did
 * @param places where it appended something
 */
public record Batch(long lane, long number, Optional<Change> change, List<Place> places) {

  public Batch {
    places = List.copyOf(places);
  }

  /** A log that was moved on. */
  public sealed interface Change {
    long scope();

    long epoch();

    record OfDomain(DomainId domain, long before, long epoch, boolean narrowing, boolean policies)
        implements Change {
      @Override
      public long scope() {
        return domain.value();
      }
    }

    record OfAccount(AccountId account, long epoch) implements Change {
      @Override
      public long scope() {
        return account.value();
      }
    }
  }

  /**
   * A conversation in which something was appended.
   *
   * @param before where it stood before
   */
  public record Place(DomainId domain, ConversationId conversation, long before) {}
}
