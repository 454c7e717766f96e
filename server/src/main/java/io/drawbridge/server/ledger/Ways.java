package io.drawbridge.server.ledger;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerPath;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.server.access.ledger.Past;
import io.drawbridge.server.access.ledger.Timeline.Stretch;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Floors.Sight;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.ledger.LedgerStore.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Puts paths and times into the words of the protocol, with the names that the reader may know. */
final class Ways {
  private final Handle snapshot;
  private final DomainId domain;
  private final Looker looker;
  private final LedgerStore store = new LedgerStore();
  private final Map<ConversationId, Place> places = new HashMap<>();

  Ways(Handle snapshot, DomainId domain, Looker looker) {
    this.snapshot = snapshot;
    this.domain = domain;
    this.looker = looker;
  }

  /** Learns what these are called, by one statement. */
  void learn(Collection<ConversationId> conversations) {
    Set<ConversationId> unknown = new HashSet<>(conversations);
    unknown.removeAll(places.keySet());
    if (!unknown.isEmpty()) {
      places.putAll(store.places(snapshot, domain, looker, unknown));
    }
  }

  /** The groups that stretches lead through. */
  static Stream<ConversationId> groups(List<Stretch> stretches) {
    return stretches.stream().flatMap(stretch -> stretch.group().stream());
  }

  /** The conversation, if it is of the domain and was learned. */
  Optional<Place> place(ConversationId conversation) {
    return Optional.ofNullable(places.get(conversation));
  }

  /** The newest of these, as many as are told. */
  List<LedgerSpan> spans(List<Stretch> stretches) {
    return stretches.stream().limit(Limits.LEDGER_SPANS_MAX).map(this::span).toList();
  }

  private LedgerSpan span(Stretch stretch) {
    return new LedgerSpan(
        path(stretch.group()),
        stretch.sponsor(),
        instant(stretch.fromMicros()),
        stretch.lasts() ? Optional.empty() : Optional.of(instant(stretch.toMicros())),
        stretch.end());
  }

  /** The paths at a time, and what they show together. */
  LedgerConversation conversation(Place place, Past past, List<Sight> sights) {
    return new LedgerConversation(
        place.id(),
        place.kind(),
        place.name(),
        sights.stream()
            .sorted(Comparator.comparingLong(sight -> past.beganMicros(sight)))
            .map(sight -> path(past, sight))
            .toList(),
        sights.stream()
            .min(Comparator.comparingLong(Sight::pos))
            .flatMap(widest -> showsFrom(widest)));
  }

  private LedgerPath path(Past past, Sight sight) {
    return new LedgerPath(
        path(sight.via().map(Via::group)),
        past.sponsor(sight),
        instant(past.beganMicros(sight)),
        sight.untilMicros() == Floor.FOREVER
            ? Optional.empty()
            : Optional.of(instant(sight.untilMicros())),
        showsFrom(sight));
  }

  private static Optional<Instant> showsFrom(Sight sight) {
    return sight.pos() == 0 ? Optional.empty() : Optional.of(instant(sight.pos()));
  }

  private Path path(Optional<ConversationId> group) {
    return new Path(
        group.isPresent() ? PathKind.GROUP : PathKind.DIRECT,
        group,
        group.flatMap(this::place).flatMap(Place::name));
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
