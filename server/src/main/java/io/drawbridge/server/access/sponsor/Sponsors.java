package io.drawbridge.server.access.sponsor;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.ConversationStore;
import io.drawbridge.server.access.facts.ConversationStore.Addressed;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.SponsorRules;
import io.drawbridge.server.access.sponsor.StayStore.Sponsored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Says what follows for externals when the one who answers for them leaves, is suspended, or comes
 * back: it ends with them, or they stay for the days that the policies give, and as long as they
 * like once somebody answers for them again. Thread-safe.
 */
public final class Sponsors {
  private final StayStore store = new StayStore();
  private final ConversationStore conversations = new ConversationStore();

  /** The terms that a link has, and those that it is to have. */
  public record Restated(Stay before, Stay after) {}

  /** The links that end, and those that have other terms. */
  public record Settled(List<Stay> ended, List<Restated> restated) {
    public Settled {
      ended = List.copyOf(ended);
      restated = List.copyOf(restated);
    }
  }

  /** Settles these links, as their sponsors stand now. */
  public Settled settle(Handle handle, Collection<Long> links) {
    List<Stay> ended = new ArrayList<>();
    List<Restated> restated = new ArrayList<>();
    List<Sponsored> all = store.sponsored(handle, links);
    Instant now = store.now(handle);
    Map<ConversationId, ConversationFacts> places =
        facts(handle, all.stream().map(Sponsored::stay).toList());
    for (Sponsored each : all) {
      Stay stay = each.stay();
      Instant grace = SponsorRules.orphanedUntil(where(places, stay), now);
      if (each.answered()) {
        restated.add(new Restated(stay, stay.orphaned(Optional.empty())));
      } else if (!grace.isAfter(now) || (stay.conditions().sponsorLeaves() && !each.lasting())) {
        ended.add(stay);
      } else {
        restated.add(new Restated(stay, stay.orphaned(Optional.of(grace))));
      }
    }
    return new Settled(ended, restated);
  }

  /** The same links, confirmed as the policies of each conversation want it. */
  public List<Restated> confirmed(Handle handle, Collection<Stay> stays) {
    Instant now = store.now(handle);
    Map<ConversationId, ConversationFacts> places = facts(handle, stays);
    return stays.stream()
        .map(stay ->
            new Restated(stay, stay.confirmed(SponsorRules.confirmBy(where(places, stay), now))))
        .toList();
  }

  private Map<ConversationId, ConversationFacts> facts(Handle handle, Collection<Stay> stays) {
    List<ConversationId> at = stays.stream().map(Stay::conversation).distinct().toList();
    return conversations.addressed(handle, at).values().stream()
        .map(Addressed::conversation)
        .collect(Collectors.toMap(ConversationFacts::id, it -> it));
  }

  private static ConversationFacts where(Map<ConversationId, ConversationFacts> places, Stay stay) {
    return Objects.requireNonNull(places.get(stay.conversation()));
  }
}
