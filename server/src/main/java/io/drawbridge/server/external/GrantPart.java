package io.drawbridge.server.external;

import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.result.ExternalResult.KeptGrant;
import io.drawbridge.server.access.Memberships.Dated;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.util.List;
import java.util.Optional;

/**
 * One part of a long change of what externals have: what it did, as a repeated command is told
 * again.
 *
 * @param last the last grant that it looked at
 */
record GrantPart(
    int grants,
    int invitations,
    int kept,
    List<KeptGrant> firstKept,
    Optional<Grant> last,
    boolean more)
    implements Changes.Part {
  /** Grants that one part looks at: some tens of milliseconds under the domain's lock. */
  static final int SIZE = 100;

  private static final int KEPT_MAX = 50;

  GrantPart {
    firstKept = List.copyOf(firstKept);
  }

  /** The part that looked at these links. */
  static GrantPart of(List<Ended> links, Dated dated, int invitations) {
    return new GrantPart(
        dated.links().size(),
        invitations,
        dated.kept().size(),
        dated.kept().stream()
            .limit(KEPT_MAX)
            .map(kept ->
                new KeptGrant(kept.link().person(), kept.link().conversation(), kept.why().text()))
            .toList(),
        links.isEmpty()
            ? Optional.empty()
            : Optional.of(new Grant(links.getLast().person(), links.getLast().conversation())),
        links.size() == SIZE);
  }

  /** The same with guests to whom it did so, who are in nothing. */
  GrantPart andGuests(int guests) {
    return new GrantPart(grants + guests, invitations, kept, firstKept, last, more);
  }

  Optional<Ended> end() {
    return last.map(it -> new Ended(it.conversation(), it.person()));
  }

  /** All parts as one. */
  static GrantPart sum(List<Changed<GrantPart>> done) {
    List<GrantPart> parts = done.stream().map(Changed::value).toList();
    return new GrantPart(
        parts.stream().mapToInt(GrantPart::grants).sum(),
        parts.stream().mapToInt(GrantPart::invitations).sum(),
        parts.stream().mapToInt(GrantPart::kept).sum(),
        parts.stream().flatMap(part -> part.firstKept().stream()).limit(KEPT_MAX).toList(),
        Optional.empty(),
        false);
  }
}
