package io.drawbridge.server.access;

import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Floors.Reach;
import io.drawbridge.server.access.Floors.Route;
import io.drawbridge.server.access.Link.Direct;
import io.drawbridge.server.access.Link.Exclude;
import io.drawbridge.server.access.Link.Span;
import io.drawbridge.server.access.Link.Suspend;
import io.drawbridge.server.access.Link.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One person's links in one domain, as of one epoch. Immutable, but for the floors computed from
 * it, which it remembers. A closed link is kept only while it can be part of an unbroken cover.
 */
final class PersonLinks {
  static final PersonLinks NONE = new PersonLinks(Map.of(), Map.of(), List.of(), Span.NEVER);

  private final Map<ConversationId, List<Direct>> direct;
  private final Map<ConversationId, List<Exclude>> exclusions;
  private final List<Suspend> suspensions;
  private final boolean suspended;

  /** No unbroken cover of this person begins before this epoch. */
  private final long coverStart;

  private final long nextUntilMicros;
  private final Map<ConversationId, Known> known = new ConcurrentHashMap<>();

  private PersonLinks(
      Map<ConversationId, List<Direct>> direct,
      Map<ConversationId, List<Exclude>> exclusions,
      List<Suspend> suspensions,
      long coverStart) {
    this.direct = direct;
    this.coverStart = coverStart;
    this.exclusions = exclusions;
    this.suspensions = suspensions;
    this.suspended = suspensions.stream().anyMatch(suspend -> suspend.span().holds());
    this.nextUntilMicros =
        direct.values().stream()
            .flatMap(List::stream)
            .filter(link -> link.span().holds())
            .mapToLong(Direct::untilMicros)
            .min()
            .orElse(Floor.FOREVER);
  }

  /** A floor and the group links it was computed from; others make it void. */
  private record Known(List<Via> vias, @Nullable Floor floor) {}

  boolean suspended() {
    return suspended;
  }

  /** The conversations that direct links, active or kept, lead to. */
  Set<ConversationId> conversations() {
    return direct.keySet();
  }

  /**
   * The first instant at which an active link may pass its end; {@link Floor#FOREVER} if none has
   * one.
   */
  long nextUntilMicros() {
    return nextUntilMicros;
  }

  ConversationRole role(ConversationId conversation, long nowMicros) {
    return direct.getOrDefault(conversation, List.of()).stream()
        .filter(link -> link.active(nowMicros))
        .map(Direct::role)
        .findFirst()
        .orElse(ConversationRole.MEMBER);
  }

  /**
   * The floor, or null; {@code vias} are the group links of that conversation. Allocates only the
   * first time.
   */
  @SuppressWarnings(
      "ReferenceEquality") // the same list, not an equal one: comparing must cost nothing
  @Nullable Floor floor(ConversationId conversation, List<Via> vias, long nowMicros) {
    Known before = known.get(conversation);
    if (before != null
        && before.vias() == vias
        && (before.floor() == null || nowMicros < before.floor().untilMicros())) {
      return before.floor();
    }
    List<Direct> own = direct.getOrDefault(conversation, List.of());
    if (own.isEmpty() && vias.isEmpty()) {
      return null;
    }
    Reach reach =
        new Reach(own, routes(vias), exclusions.getOrDefault(conversation, List.of()), suspensions);
    Floor floor = Floors.floor(reach, nowMicros).orElse(null);
    known.put(conversation, new Known(vias, floor));
    return floor;
  }

  private List<Route> routes(List<Via> vias) {
    List<Route> routes = new ArrayList<>();
    for (Via via : vias) {
      if (via.span().to() <= coverStart) {
        continue;
      }
      for (Direct membership : direct.getOrDefault(via.group(), List.of())) {
        routes.add(new Route(membership, via));
      }
    }
    return routes;
  }

  /**
   * These links with rows added, or replaced where the id is known; seats and group links are
   * ignored.
   */
  PersonLinks with(Collection<Link> rows) {
    Map<ConversationId, List<Direct>> directs = new HashMap<>(direct);
    Map<ConversationId, List<Exclude>> excludes = new HashMap<>(exclusions);
    List<Suspend> suspends = suspensions;
    for (Link row : rows) {
      switch (row) {
        case Direct link ->
            directs.merge(link.conversation(), List.of(link), PersonLinks::replaced);
        case Exclude link -> excludes.merge(link.thread(), List.of(link), PersonLinks::replaced);
        case Suspend link -> suspends = replaced(suspends, List.of(link));
        case Link.Seat ignored -> {}
        case Via ignored -> {}
      }
    }
    long start = coverStart(directs.values());
    directs.values().removeIf(links -> links.stream().noneMatch(link -> link.span().to() > start));
    directs.replaceAll((conversation, links) ->
        links.stream().allMatch(link -> link.span().to() > start)
            ? links
            : links.stream().filter(link -> link.span().to() > start).toList());
    return new PersonLinks(directs, excludes, suspends, start);
  }

  private static <L extends Link> List<L> replaced(List<L> old, List<L> added) {
    List<L> links = new ArrayList<>(old.size() + 1);
    long id = added.getFirst().id();
    for (L link : old) {
      if (link.id() != id) {
        links.add(link);
      }
    }
    links.add(added.getFirst());
    return List.copyOf(links);
  }

  /** Where the chain of overlapping links that reaches an active one begins. */
  private static long coverStart(Collection<List<Direct>> directs) {
    List<Span> spans =
        directs.stream()
            .flatMap(List::stream)
            .map(Direct::span)
            .sorted(Comparator.comparingLong(Span::to).reversed())
            .toList();
    long reached = Span.NEVER;
    for (Span span : spans) {
      if (span.to() < reached) {
        break;
      }
      reached = Math.min(reached, span.from());
    }
    return reached;
  }

  /** Whether a direct link, active or kept, leads to the conversation. */
  boolean reaches(ConversationId conversation) {
    return direct.containsKey(conversation);
  }
}
