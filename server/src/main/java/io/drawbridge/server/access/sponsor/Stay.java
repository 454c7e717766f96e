package io.drawbridge.server.access.sponsor;

import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The terms of a person's own link to a conversation that can be others without touching what shows
 * of the past.
 *
 * @param link the row
 * @param end the end that somebody set
 * @param orphanedUntil until when they stay without anybody who answers for them
 * @param confirmBy by when somebody has to confirm them
 * @param conditions what else ends it
 * @param exception why the policies are not asked
 * @param anchor the conversation that it ends with
 */
public record Stay(
    long link,
    ConversationId conversation,
    AccountId person,
    Optional<AccountId> sponsor,
    Optional<Instant> end,
    Optional<Instant> orphanedUntil,
    Optional<Instant> confirmBy,
    EndConditions conditions,
    Optional<String> exception,
    Optional<ConversationId> anchor) {

  /** When the clock ends it: the first of the dates. */
  public Optional<Instant> until() {
    return Stream.of(end, orphanedUntil, confirmBy)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Returns whether the clock ends it sooner than the other. */
  public boolean endsBefore(Stay other) {
    return until()
        .filter(it -> other.until().filter(then -> !it.isBefore(then)).isEmpty())
        .isPresent();
  }

  /** The same with another end, and other conditions; an exception ends with it. */
  public Stay ending(Optional<Instant> date, EndConditions otherwise, Optional<String> why) {
    return with(sponsor, date, orphanedUntil, confirmBy, otherwise, why, anchor);
  }

  /** The same, where this person answers for them. */
  public Stay handedTo(AccountId successor) {
    return with(
        Optional.of(successor), end, Optional.empty(), confirmBy, conditions, exception, anchor);
  }

  /**
   * The same, where nobody answers for them and they stay until then; empty: where somebody does.
   */
  public Stay orphaned(Optional<Instant> until) {
    return with(sponsor, end, until, confirmBy, conditions, exception, anchor);
  }

  /** The same, where somebody has to confirm them by then. */
  public Stay confirmed(Optional<Instant> by) {
    return with(sponsor, end, orphanedUntil, by, conditions, exception, anchor);
  }

  /** The same for its own sake. */
  public Stay unanchored() {
    return with(sponsor, end, orphanedUntil, confirmBy, conditions, exception, Optional.empty());
  }

  /** The same for a member, for whom nobody has to answer. */
  public Stay ofMember() {
    return with(
        Optional.empty(),
        end,
        Optional.empty(),
        Optional.empty(),
        EndConditions.NONE,
        exception,
        anchor);
  }

  private Stay with(
      Optional<AccountId> newSponsor,
      Optional<Instant> newEnd,
      Optional<Instant> newOrphanedUntil,
      Optional<Instant> newConfirmBy,
      EndConditions newConditions,
      Optional<String> newException,
      Optional<ConversationId> newAnchor) {
    return new Stay(
        link,
        conversation,
        person,
        newSponsor,
        newEnd,
        newOrphanedUntil,
        newConfirmBy,
        newConditions,
        newException,
        newAnchor);
  }
}
