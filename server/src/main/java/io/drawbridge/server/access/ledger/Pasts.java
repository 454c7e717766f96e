package io.drawbridge.server.access.ledger;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.ledger.Past.Note;
import io.drawbridge.server.access.link.Floors.Reach;
import io.drawbridge.server.access.link.Floors.Route;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Seat;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The links of some people and some conversations, from which each one's past is put together. */
public final class Pasts {
  private final Map<AccountId, List<Link>> own = new HashMap<>();
  private final Map<ConversationId, List<Via>> vias = new HashMap<>();
  private final Map<Long, Note> notes;

  Pasts(List<Link> own, List<Via> vias, Map<Long, Note> notes) {
    own.forEach(link ->
        link.holder()
            .ifPresent(
                person -> this.own.computeIfAbsent(person, _ -> new ArrayList<>()).add(link)));
    vias.forEach(via -> this.vias.computeIfAbsent(via.thread(), _ -> new ArrayList<>()).add(via));
    this.notes = Map.copyOf(notes);
  }

  /** All that ever led the person there, or kept them off. */
  public Past of(AccountId person, ConversationId conversation) {
    List<Direct> direct = new ArrayList<>();
    Map<ConversationId, List<Direct>> elsewhere = new HashMap<>();
    List<Exclude> exclusions = new ArrayList<>();
    List<Suspend> suspensions = new ArrayList<>();
    for (Link link : own.getOrDefault(person, List.of())) {
      switch (link) {
        case Direct it when it.conversation().equals(conversation) -> direct.add(it);
        case Direct it ->
            elsewhere.computeIfAbsent(it.conversation(), _ -> new ArrayList<>()).add(it);
        case Exclude it when it.thread().equals(conversation) -> exclusions.add(it);
        case Suspend it -> suspensions.add(it);
        case Exclude _, Seat _, Via _ -> {}
      }
    }
    List<Route> routes = new ArrayList<>();
    for (Via via : vias.getOrDefault(conversation, List.of())) {
      for (Direct membership : elsewhere.getOrDefault(via.group(), List.of())) {
        if (overlap(membership.span(), via.span())) {
          routes.add(new Route(membership, via));
        }
      }
    }
    return new Past(new Reach(direct, routes, exclusions, suspensions), notes);
  }

  private static boolean overlap(Span one, Span two) {
    return one.from() < two.to() && two.from() < one.to();
  }

  /** Returns whether the person had a seat in the workspace at a time. */
  public boolean seated(AccountId person, long micros) {
    return own.getOrDefault(person, List.of()).stream()
        .anyMatch(link -> link instanceof Seat && heldAt(link.span(), micros));
  }

  /** Returns whether the person was suspended at a time. */
  public boolean suspended(AccountId person, long micros) {
    return own.getOrDefault(person, List.of()).stream()
        .anyMatch(link -> link instanceof Suspend && heldAt(link.span(), micros));
  }

  private static boolean heldAt(Span span, long micros) {
    return span.fromMark() <= micros && (span.holds() || micros < span.toMark());
  }
}
