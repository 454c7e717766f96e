package io.drawbridge.server.audit.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that is in no chain yet: a row of {@code audit} with its log and epoch, or one of {@code
 * audit_note}.
 *
 * @param place where it stands in the order of sealing
 * @param log the log that it is an epoch of, as exports name it
 * @param before as JSON, and so is after
 * @param chains those that it goes into
 */
record Unsealed(
    Place place,
    Optional<String> log,
    String action,
    Optional<Long> actor,
    String actorKind,
    Optional<Long> session,
    Optional<Long> conversation,
    Optional<Long> person,
    Optional<Long> group,
    Optional<String> address,
    Optional<String> reason,
    String before,
    String after,
    Instant at,
    List<Chain> chains) {
  /**
   * A place in the order of sealing.
   *
   * @param xid the transaction that wrote it
   * @param scope of a change; 0 of a note
   * @param number its epoch, or the number of the note
   */
  record Place(String xid, long scope, long number) {
    static final Place START = new Place("0", -1, -1);
  }

  /** A chain, by its number and by the name that exports have for it. */
  record Chain(long id, String name) {}
}
