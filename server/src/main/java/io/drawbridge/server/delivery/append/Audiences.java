package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.policy.AudienceGuard;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.delivery.append.AppendTransaction.Outcome;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The guard of audiences (N-7): under the lock it compares whom an author wrote to with who would
 * read it. Appends that do not say, or whose author saw the present epoch, cost no statement.
 */
final class Audiences {
  /** The outcome of an append whose readers are more than its author knew. */
  static final Outcome REFUSED =
      new Outcome.Refused(
          Failure.of(
              ErrorCode.AUDIENCE_CHANGED,
              "somebody came since (expected: the audience of the conversation as it is now)"));

  private final AudienceStore store = new AudienceStore();

  /**
   * The indexes of those to refuse.
   *
   * @param fresh the indexes of those to look at
   * @param epochs of the domains, now
   */
  Set<Integer> outgrown(
      Handle handle, List<Waiting> waiting, List<Integer> fresh, Map<DomainId, Long> epochs) {
    List<AudienceStore.Seen> seen = new ArrayList<>();
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
                  new AudienceStore.Seen(
                      index,
                      each.facts().id(),
                      each.author(),
                      epoch,
                      guard == AudienceGuard.ALWAYS)));
    }
    return seen.isEmpty() ? Set.of() : store.outgrown(handle, seen);
  }
}
