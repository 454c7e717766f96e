package io.drawbridge.server.ledger;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.LedgerResult.PersonLedger;
import io.drawbridge.protocol.result.LedgerResult.Reasons;
import io.drawbridge.server.access.ledger.Past;
import io.drawbridge.server.access.ledger.PastStore;
import io.drawbridge.server.access.ledger.PastStore.Candidate;
import io.drawbridge.server.access.ledger.Pasts;
import io.drawbridge.server.access.ledger.Timeline;
import io.drawbridge.server.access.ledger.Timeline.Stretch;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floors.Sight;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.ledger.LedgerStore.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Computes what one person could see at a time, and why they see a conversation. */
final class PersonSights {
  private final Handle snapshot;
  private final DomainId domain;
  private final Person person;
  private final Ways ways;
  private final PastStore past = new PastStore();

  PersonSights(Handle snapshot, DomainId domain, Looker looker, Person person) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.person = person;
    this.ways = new Ways(snapshot, domain, looker);
  }

  PersonLedger page(LedgerCursor from, int limit) {
    LedgerPage<LedgerConversation> page =
        LedgerPage.fill(
            from,
            limit,
            (behind, max) ->
                past.conversations(snapshot, domain, person.id(), from.micros(), behind, max),
            candidates -> told(candidates, from.micros()));
    Pasts own = past.pasts(snapshot, domain, List.of(person.id()), List.of());
    return new PersonLedger(
        person,
        Ways.instant(from.micros()),
        own.seated(person.id(), from.micros()),
        own.suspended(person.id(), from.micros()),
        page.entries(),
        page.next().map(LedgerCursor::text));
  }

  private List<Optional<LedgerConversation>> told(List<Candidate> candidates, long micros) {
    List<ConversationId> all = candidates.stream().map(it -> new ConversationId(it.id())).toList();
    Pasts pasts = past.pasts(snapshot, domain, List.of(person.id()), all);
    Map<ConversationId, Past> each = new HashMap<>();
    Map<ConversationId, List<Sight>> sights = new HashMap<>();
    Set<ConversationId> named = new HashSet<>(all);
    for (ConversationId conversation : all) {
      Past there = pasts.of(person.id(), conversation);
      List<Sight> then = there.sights(there.epochAt(micros), micros);
      each.put(conversation, there);
      sights.put(conversation, then);
      then.forEach(sight -> sight.via().map(Via::group).ifPresent(named::add));
    }
    ways.learn(named);
    return all.stream()
        .map(conversation -> {
          List<Sight> then = Objects.requireNonNull(sights.get(conversation));
          Past there = Objects.requireNonNull(each.get(conversation));
          return then.isEmpty()
              ? Optional.<LedgerConversation>empty()
              : ways.place(conversation).map(place -> ways.conversation(place, there, then));
        })
        .toList();
  }

  /** Why they see the conversation now; empty if it is not of the domain. */
  Optional<Reasons> reasons(ConversationId conversation, long nowMicros) {
    ways.learn(List.of(conversation));
    return ways.place(conversation).map(place -> reasons(place, nowMicros));
  }

  private Reasons reasons(Place place, long nowMicros) {
    Past there =
        past.pasts(snapshot, domain, List.of(person.id()), List.of(place.id()))
            .of(person.id(), place.id());
    long epoch = there.epochAt(nowMicros);
    List<Stretch> stretches = Timeline.ofPaths(there, nowMicros);
    ways.learn(Ways.groups(stretches).toList());
    return new Reasons(
        person,
        ways.conversation(place, there, there.sights(epoch, nowMicros)),
        there.suspended(epoch),
        there.excluded(epoch),
        ways.spans(stretches),
        stretches.size() > Limits.LEDGER_SPANS_MAX);
  }
}
