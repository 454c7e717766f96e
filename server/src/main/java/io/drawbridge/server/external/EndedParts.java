package io.drawbridge.server.external;

import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.external.EndExternals.Part;
import java.util.List;

/** Makes one answer, with one receipt, of the parts of {@code external.end}. */
final class EndedParts {
  private EndedParts() {}

  static ExternalsEnded answer(List<Changed<Part>> parts, boolean epochs) {
    List<Part> done = parts.stream().map(Changed::value).toList();
    return new ExternalsEnded(
        done.stream().mapToInt(Part::grants).sum(),
        done.stream().mapToInt(Part::invitations).sum(),
        done.stream().mapToInt(part -> part.joins().links()).sum(),
        done.stream().mapToInt(part -> part.joins().requests()).sum(),
        (int) done.stream().flatMap(part -> part.people().stream()).distinct().count(),
        (int) done.stream().flatMap(part -> part.places().stream()).distinct().count(),
        JoinedReceipt.of(parts, epochs));
  }
}
