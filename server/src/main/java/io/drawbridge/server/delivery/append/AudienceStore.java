package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.AudienceGuard;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.delivery.append.AppendTransaction.Outcome;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The guard of audiences (N-7): under the lock it compares whom an author wrote to with who would
 * read it. Appends that do not say, or whose author saw the present epoch, cost no statement.
 */
final class AudienceStore {
  /** The outcome of an append whose readers are more than its author knew. */
  static final Outcome REFUSED =
      new Outcome.Refused(
          Failure.of(
              ErrorCode.AUDIENCE_CHANGED,
              "somebody came since (expected: the audience of the conversation as it is now)"));

  /**
   * The indexes of those to refuse.
   *
   * @param fresh the indexes of those to look at
   * @param epochs of the domains, now
   */
  Set<Integer> outgrown(
      Handle handle, List<Waiting> waiting, List<Integer> fresh, Map<DomainId, Long> epochs) {
    List<Seen> seen = new ArrayList<>();
    for (int i : fresh) {
      Waiting each = waiting.get(i);
      AudienceGuard guard = ExternalRules.asksAbout(each.facts());
      long now = epochs.getOrDefault(each.domain(), 0L);
      int index = i;
      each.append()
          .audience()
          .map(AudienceToken::epoch)
          .filter(epoch -> guard != AudienceGuard.OFF && epoch < now)
          .ifPresent(epoch ->
              seen.add(
                  new Seen(
                      index,
                      each.facts().id(),
                      each.author(),
                      epoch,
                      guard == AudienceGuard.ALWAYS)));
    }
    return seen.isEmpty() ? Set.of() : joined(handle, seen);
  }

  /**
   * What an author saw.
   *
   * @param index of the append
   * @param epoch when they looked
   * @param everybody they are asked about members too
   */
  private record Seen(
      int index, ConversationId conversation, AccountId author, long epoch, boolean everybody) {}

  /** The indexes of those to whose readers somebody came, as far as their authors may know it. */
  private static Set<Integer> joined(Handle handle, List<Seen> seen) {
    Columns columns =
        Columns.empty()
            .number("indexes")
            .number("conversations")
            .number("authors")
            .number("epochs")
            .number("everybody");
    seen.forEach(each ->
        columns.add(
            (long) each.index(),
            each.conversation().value(),
            each.author().value(),
            each.epoch(),
            each.everybody() ? 1L : 0L));
    return new HashSet<>(
        columns
            .bind(
                handle.createQuery(
                    """
                    select t.n
                    from unnest(:indexes, :conversations, :authors, :epochs, :everybody)
                      as t (n, conversation, author, epoch, everybody)
                    join conversation c on c.id = t.conversation
                    where seat_of(t.author, c.domain) is not null
                      and joined_since(c.id, c.domain, t.epoch, t.everybody = 1)
                    """))
            .map((rows, context) -> rows.getInt("n"))
            .list());
  }
}
