package io.drawbridge.server.access.view;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Floors;
import io.drawbridge.server.access.link.Floors.Reach;
import io.drawbridge.server.access.link.Floors.Route;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One person's links in one domain, as of one epoch. Immutable, but for the floors computed from
 * it, which it remembers. A closed link is kept only while it can be part of an unbroken cover.
 */
public final class PersonLinks {
  public static final PersonLinks NONE =
      new PersonLinks(
          Shards.empty(), Map.of(), List.of(), List.of(), Span.NEVER, new Closed(0, 0, false));

  /**
   * Closed links are looked through again when their number has at least doubled since the last
   * time, and exceeds a small margin: a few, and one for every {@link #CONVERSATIONS_PER_CLOSED}
   * conversations.
   */
  private static final int CLOSED_MARGIN = 2;

  private static final int CONVERSATIONS_PER_CLOSED = 64;

  private final Shards<ConversationId, List<Direct>> direct;
  private final Map<ConversationId, List<Exclude>> exclusions;
  private final List<Suspend> suspensions;
  private final boolean suspended;

  /** The links that hold and have an end. */
  private final List<Direct> ending;

  /** No unbroken cover of this person begins before this epoch. */
  private final long coverStart;

  private final Closed closed;
  private final Map<ConversationId, Known> known = new ConcurrentHashMap<>();

  private PersonLinks(
      Shards<ConversationId, List<Direct>> direct,
      Map<ConversationId, List<Exclude>> exclusions,
      List<Suspend> suspensions,
      List<Direct> ending,
      long coverStart,
      Closed closed) {
    this.direct = direct;
    this.exclusions = exclusions;
    this.suspensions = suspensions;
    this.suspended = suspensions.stream().anyMatch(suspend -> suspend.span().holds());
    this.ending = ending;
    this.coverStart = coverStart;
    this.closed = closed;
  }

  /**
   * The number of closed links kept, the number kept when they were last looked through, and
   * whether that was now.
   */
  private record Closed(int kept, int settledAt, boolean justSettled) {}

  /** A floor and the group links it was computed from; others make it void. */
  private record Known(List<Via> vias, @Nullable Floor floor) {}

  public boolean suspended() {
    return suspended;
  }

  /** The conversations that direct links, active or kept, lead to. */
  Set<ConversationId> conversations() {
    Set<ConversationId> conversations = new HashSet<>();
    direct.forEach((conversation, links) -> conversations.add(conversation));
    return conversations;
  }

  /**
   * Returns whether the last change looked through all links, so that any conversation may have
   * gone.
   */
  boolean settled() {
    return closed.justSettled();
  }

  /**
   * The time when the clock ends the next link after now; {@link Floor#FOREVER} if it ends none.
   */
  long nextUntilMicros(long nowMicros) {
    long next = Floor.FOREVER;
    for (Direct link : ending) {
      if (link.untilMicros() > nowMicros) {
        next = Math.min(next, link.untilMicros());
      }
    }
    return next;
  }

  /**
   * The role in a conversation: one's own, or in a thread that of an admin of a group it is
   * addressed to; {@code vias} are its group links.
   */
  public ConversationRole role(ConversationId conversation, List<Via> vias, long nowMicros) {
    boolean kept =
        exclusions.getOrDefault(conversation, List.of()).stream()
            .anyMatch(exclude -> exclude.span().holds());
    boolean byGroup =
        !kept
            && vias.stream()
                .filter(via -> via.active(nowMicros))
                .anyMatch(via -> own(via.group(), nowMicros) == ConversationRole.ADMIN);
    return byGroup ? ConversationRole.ADMIN : own(conversation, nowMicros);
  }

  private ConversationRole own(ConversationId conversation, long nowMicros) {
    return on(conversation).stream()
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
  public @Nullable Floor floor(ConversationId conversation, List<Via> vias, long nowMicros) {
    Known before = known.get(conversation);
    if (before != null
        && before.vias() == vias
        && (before.floor() == null || nowMicros < before.floor().untilMicros())) {
      return before.floor();
    }
    List<Direct> own = on(conversation);
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
      for (Direct membership : on(via.group())) {
        routes.add(new Route(membership, via));
      }
    }
    return routes;
  }

  /**
   * These links with rows added, or replaced where the id is known; seats and group links are
   * ignored. Costs what the rows cost, not what the links do, but for the looking through of closed
   * links now and then.
   */
  public PersonLinks with(Collection<Link> rows) {
    Shards.Edit<ConversationId, List<Direct>> directs = direct.edit();
    Map<ConversationId, List<Exclude>> excludes = exclusions;
    List<Suspend> suspends = suspensions;
    List<Direct> timed = ending;
    long start = coverStart;
    int kept = closed.kept();
    for (Link row : rows) {
      switch (row) {
        case Direct link -> {
          List<Direct> old = directs.get(link.conversation());
          directs.put(link.conversation(), replaced(old == null ? List.of() : old, link));
          timed = timed(timed, link);
          start = Math.min(start, link.span().from());
          kept += link.span().holds() ? 0 : 1;
        }
        case Exclude link -> {
          excludes = new HashMap<>(excludes);
          excludes.put(
              link.thread(), replaced(excludes.getOrDefault(link.thread(), List.of()), link));
        }
        case Suspend link -> suspends = replaced(suspends, link);
        case Link.Seat ignored -> {}
        case Via ignored -> {}
      }
    }
    int margin = CLOSED_MARGIN + directs.size() / CONVERSATIONS_PER_CLOSED;
    boolean settle = kept > 2 * closed.settledAt() + margin;
    if (settle) {
      start = settle(directs);
      kept = closedIn(directs);
    }
    Closed now = new Closed(kept, settle ? kept : closed.settledAt(), settle);
    return new PersonLinks(directs.build(), excludes, suspends, timed, start, now);
  }

  private static <L extends Link> List<L> replaced(List<L> old, L added) {
    List<L> links = without(old, added);
    links.add(added);
    return List.copyOf(links);
  }

  private static <L extends Link> List<L> without(List<L> old, L gone) {
    List<L> links = new ArrayList<>(old.size() + 1);
    for (L link : old) {
      if (link.id() != gone.id()) {
        links.add(link);
      }
    }
    return links;
  }

  private static List<Direct> timed(List<Direct> timed, Direct link) {
    if (link.untilMicros() == Floor.FOREVER) {
      return timed;
    }
    return link.span().holds() ? replaced(timed, link) : List.copyOf(without(timed, link));
  }

  /** Forgets closed links that cannot be part of an unbroken cover; returns where one can begin. */
  private static long settle(Shards.Edit<ConversationId, List<Direct>> directs) {
    long start = coverStart(directs);
    directs.replaceAll(
        links ->
            links.stream().allMatch(link -> link.span().to() > start)
                ? links
                : links.stream().filter(link -> link.span().to() > start).toList(),
        List::isEmpty);
    return start;
  }

  /** The beginning of the chain of overlapping links that reaches an active one. */
  private static long coverStart(Shards.Edit<ConversationId, List<Direct>> directs) {
    List<Span> spans = new ArrayList<>();
    directs.forEach((conversation, links) -> links.forEach(link -> spans.add(link.span())));
    spans.sort(Comparator.comparingLong(Span::to).reversed());
    long reached = Span.NEVER;
    for (Span span : spans) {
      if (span.to() < reached) {
        break;
      }
      reached = Math.min(reached, span.from());
    }
    return reached;
  }

  private static int closedIn(Shards.Edit<ConversationId, List<Direct>> directs) {
    int[] count = new int[1];
    directs.forEach(
        (conversation, links) -> links.forEach(link -> count[0] += link.span().holds() ? 0 : 1));
    return count[0];
  }

  private List<Direct> on(ConversationId conversation) {
    List<Direct> links = direct.get(conversation);
    return links == null ? List.of() : links;
  }

  /** Returns whether a direct link, active or kept, leads to the conversation. */
  boolean reaches(ConversationId conversation) {
    return direct.get(conversation) != null;
  }
}
