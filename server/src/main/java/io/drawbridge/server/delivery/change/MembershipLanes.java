package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.append.MessageTombstones;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.log.EventKind;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Changes who may see what. There is one lane per domain; everything that waits goes into one
 * transaction under the domain's exclusive lock. A failing change is rolled back alone. After the
 * commit, and concurrently with the next one, the view moves, events are delivered and narrowing
 * changes run the fence; only then the stage completes.
 */
public interface MembershipLanes {
  /** Submits a change of a domain; what permits it is decided again under the lock. */
  <T> CompletionStage<Changed<T>> submit(
      DomainId domain, ChangeRequest<T> request, Change<T> change);

  /**
   * Ends sessions and credentials: the same road with the account as its scope (the account log).
   */
  <T> CompletionStage<Changed<T>> submitAccount(
      AccountId account, ChangeRequest<T> request, AccountChange<T> change);

  /**
   * One change. Runs once, or again when its batch failed: no side effects outside the transaction.
   */
  interface Change<T> {
    T apply(ChangeTransaction tx);
  }

  /** One change of the account log. */
  interface AccountChange<T> {
    T apply(AuditedTransaction tx);
  }

  /**
   * The things a change may do under the lock. Two facts are read from the links it wrote, not
   * asked of it: whether it takes something away, so that a fence row is written and the reply
   * waits for it; and whose rights it may have altered.
   */
  interface ChangeTransaction extends AuditedTransaction {
    /** Handle, epoch and mark, for {@link Memberships} and stores. */
    Memberships.At at();

    Memberships memberships();

    /**
     * Appends a bodyless event to a conversation of the domain; delivered after the commit. Returns
     * its position.
     */
    long event(
        ConversationId conversation, EventKind kind, AccountId author, Optional<Long> target);

    /** Appends that these people left, each to their conversation, by one statement. */
    void left(Collection<Memberships.Ended> people);

    /** Appends that these conversations are not as they were, by one statement. */
    void changed(Collection<ConversationId> conversations);

    /**
     * Appends that these people are where they are on other terms, once for each conversation, by
     * one statement. Who does not see them there does not hear of it (N-15).
     */
    void restated(Collection<Memberships.Ended> people);

    /** Deletes messages of the domain and appends that they are deleted, by few statements. */
    void deleted(Collection<MessageTombstones.At> messages);

    /** Runs after the commit and after the fence, on a virtual thread (wake a mail worker ...). */
    void afterwards(Runnable task);

    /**
     * As {@link #afterwards}, and the answer waits until it is done (a mail that is under way and
     * must not leave any more). Does not hold up other changes of the domain.
     */
    void beforeAnswer(Runnable task);
  }

  /** {@code receipt} is present for narrowing changes. */
  record Changed<T>(T value, long epoch, Optional<Receipt> receipt) {}
}
