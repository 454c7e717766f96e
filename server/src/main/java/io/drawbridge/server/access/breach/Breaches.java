package io.drawbridge.server.access.breach;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.access.breach.GrantStore.Grant;
import io.drawbridge.server.access.breach.GrantStore.Offer;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.Breach;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.SponsorRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Judges the externals of a workspace, or of one conversation of it, one after the other. The plan
 * of a change and the change itself ask here.
 */
public final class Breaches {
  private static final int PAGE = 500;

  private final GrantStore store = new GrantStore();

  /**
   * An external's own link that is against the policies.
   *
   * @param until when it ends
   * @param latest the latest end that the policies let it have, whatever else they say
   * @param unconfirmed nobody has to confirm it, or not soon enough, whatever else they say
   */
  public record Broken(
      Ended link,
      Optional<Instant> until,
      Breach why,
      Optional<Instant> latest,
      boolean unconfirmed) {}

  /**
   * Some of the links that are against the policies, in the order of the people's ids.
   *
   * @param excepted how many would be among those that were looked at, if nobody had said why not
   * @param last the last link that was looked at
   * @param more whether there are others to look at
   */
  public record Found(List<Broken> broken, int excepted, Optional<Ended> last, boolean more) {
    public Found {
      broken = List.copyOf(broken);
    }
  }

  /**
   * Looks for them.
   *
   * @param only the one conversation that is meant; empty: all of the workspace
   * @param after the last link of the search before
   * @param max of the links found
   */
  public Found find(
      Handle handle,
      DomainId domain,
      Optional<ConversationId> only,
      Supposition supposed,
      Optional<Ended> after,
      int max) {
    List<Broken> broken = new ArrayList<>();
    int excepted = 0;
    Instant now = store.now(handle);
    Optional<Ended> last = after;
    List<Grant> page;
    do {
      page = store.page(handle, domain, only, supposed, last, PAGE);
      for (Grant grant : page) {
        if (broken.size() == max) {
          return new Found(broken, excepted, last, true);
        }
        last = Optional.of(grant.link());
        Optional<Broken> found =
            breach(grant.offer(), now)
                .map(why ->
                    new Broken(
                        grant.link(),
                        grant.offer().until(),
                        why,
                        ExternalRules.latest(grant.offer().where(), now),
                        SponsorRules.unconfirmed(
                            grant.offer().where(), grant.offer().confirmBy(), now)));
        if (grant.excepted()) {
          excepted += found.isPresent() ? 1 : 0;
        } else {
          found.ifPresent(broken::add);
        }
      }
    } while (page.size() == PAGE);
    return new Found(broken, excepted, last, false);
  }

  /** Counts the open invitations that would be worth nothing. */
  public int invitations(
      Handle handle, DomainId domain, Optional<ConversationId> only, Supposition supposed) {
    Instant now = store.now(handle);
    return (int)
        store.invited(handle, domain, only, supposed).stream()
            .flatMap(offer -> breach(offer, now).stream())
            // Who accepts gets no longer a term than the policies let, and is to be confirmed.
            .filter(why -> !why.ofDates())
            .count();
  }

  private static Optional<Breach> breach(Offer offer, Instant now) {
    return ExternalRules.unverified(offer.where(), offer.unverified())
        .or(() ->
            ExternalRules.breach(
                offer.where(), offer.mailDomain(), offer.until(), offer.confirmBy(), now));
  }
}
