package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import java.util.Optional;
import java.util.Set;

/** This node's replicas of memberships, one per domain, moved forward strictly in epoch order. */
public interface Views {
  /** The floor of a resident person; empty if not resident or nothing is visible. Lock-free. */
  Optional<Floor> floor(DomainId domain, AccountId person, ConversationId conversation);

  /** The view's epoch, or -1 when the domain is not resident. */
  long epoch(DomainId domain);

  /**
   * The resident people who have an active path to the conversation, with their floors. Cached per
   * version.
   */
  Audience audience(DomainId domain, ConversationId conversation);

  /**
   * The resident people without a seat in a domain where externals are kept apart anywhere (N-15);
   * of any other domain nobody.
   */
  Set<AccountId> keptApart(DomainId domain);

  /**
   * Reads the membership log after the view's epoch and applies it in order, at least up to the
   * given epoch. Called by the membership lane after each commit (and later on a doorbell). Returns
   * the epoch reached; the given one when the domain is not resident.
   */
  long advance(DomainId domain, long toEpoch);

  /**
   * Moves every view to where its domain stands by a read that begins now, loads under way
   * included; for a node that serves again after it had lost its right to. Blocks on the database.
   */
  void verify();

  /** Runs the task whenever something waits for a view; it returns at once. Once, at the start. */
  void whenBehind(Runnable task);

  /**
   * Snapshot of who may receive; valid for gate purposes while {@code EgressGate.version} equals
   * {@code version}. {@code apart}: externals do not see each other there, so that a floor does not
   * decide alone.
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // walked for every event; nobody writes to or compares them
  record Audience(long version, AccountId[] people, Floor[] floors, boolean apart) {
    /** Nobody. */
    public static final Audience NOBODY = new Audience(-1, new AccountId[0], new Floor[0], false);
  }
}
