package io.drawbridge.server.ledger;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.ledger.LedgerMark;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.LedgerResult.MessageLedger;
import io.drawbridge.server.access.ledger.PastStore;
import io.drawbridge.server.access.ledger.PastStore.Candidate;
import io.drawbridge.server.access.ledger.Pasts;
import io.drawbridge.server.access.ledger.Timeline;
import io.drawbridge.server.access.ledger.Timeline.Stretch;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.ledger.LedgerStore.Marks;
import io.drawbridge.server.ledger.LedgerStore.Stamped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Computes a page of those who could see one message. */
final class MessageReaders {
  private final Handle snapshot;
  private final DomainId domain;
  private final Stamped stamped;
  private final long sentMicros;
  private final Ways ways;
  private final LedgerStore store = new LedgerStore();
  private final PastStore past = new PastStore();

  MessageReaders(Handle snapshot, DomainId domain, Looker looker, Stamped stamped) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.stamped = stamped;
    this.sentMicros = Ways.micros(stamped.message().sentAt());
    this.ways = new Ways(snapshot, domain, looker);
  }

  MessageLedger page(LedgerCursor from, int limit) {
    LedgerPage<LedgerReader> page =
        LedgerPage.fill(
            from,
            limit,
            (behind, max) ->
                past.people(snapshot, domain, conversation(), stamped.epoch(), behind, max),
            candidates -> told(candidates, from.micros()));
    return new MessageLedger(
        stamped.message(),
        Ways.instant(from.micros()),
        page.entries(),
        page.next().map(LedgerCursor::text));
  }

  private ConversationId conversation() {
    return stamped.message().conversation();
  }

  private List<Optional<LedgerReader>> told(List<Candidate> candidates, long nowMicros) {
    List<AccountId> people = candidates.stream().map(it -> new AccountId(it.id())).toList();
    Pasts pasts = past.pasts(snapshot, domain, people, List.of(conversation()));
    Map<AccountId, List<Stretch>> seen = new LinkedHashMap<>();
    for (AccountId person : people) {
      seen.put(
          person,
          Timeline.ofMessage(
              pasts.of(person, conversation()),
              stamped.epoch(),
              stamped.message().pos(),
              sentMicros,
              nowMicros));
    }
    seen.values().removeIf(List::isEmpty);
    ways.learn(seen.values().stream().flatMap(Ways::groups).toList());
    Map<AccountId, Person> names = store.people(snapshot, domain, seen.keySet());
    Map<AccountId, Marks> marks = store.marks(snapshot, conversation(), seen.keySet());
    return people.stream()
        .map(person ->
            Optional.ofNullable(names.get(person))
                .map(who ->
                    reader(
                        who,
                        Objects.requireNonNull(seen.get(person)),
                        Optional.ofNullable(marks.get(person)))))
        .toList();
  }

  private LedgerReader reader(Person who, List<Stretch> stretches, Optional<Marks> marks) {
    Instant first = Ways.instant(stretches.getLast().fromMicros());
    return new LedgerReader(
        who,
        stretches.stream().anyMatch(Stretch::lasts),
        ways.spans(stretches),
        stretches.size() > Limits.LEDGER_SPANS_MAX,
        marks
            .map(it -> mark(first, it.delivered(), it.deliveredAt()))
            .orElse(LedgerMark.NOT_REACHED),
        marks.map(it -> mark(first, it.read(), it.readAt())).orElse(LedgerMark.NOT_REACHED));
  }

  /** A mark that stood there before the message could be seen says nothing of it. */
  private LedgerMark mark(Instant first, long pos, Optional<Instant> moved) {
    return pos >= stamped.message().pos() && moved.filter(first::isAfter).isEmpty()
        ? new LedgerMark(true, moved)
        : LedgerMark.NOT_REACHED;
  }
}
