package io.drawbridge.load.simulate;

import io.drawbridge.load.simulate.Oracle.Edge;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.view.Apart;
import io.drawbridge.server.access.view.ViewReads;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The rows of links of one domain, as the database would have them. A link that is added shows what
 * is sent from then on.
 */
final class LinkRows implements ViewReads {
  private final DomainId domain;
  private final ConversationId group;
  private final Map<Long, Link> rows = new TreeMap<>();
  private long epoch;

  LinkRows(DomainId domain, ConversationId group) {
    this.domain = domain;
    this.group = group;
  }

  long epoch() {
    return epoch;
  }

  /** Adds a link that was there before everything. */
  void start(Edge edge) {
    put(edge, new Span(0, 0, Span.NEVER, 0, false), Opening.EVERYTHING);
  }

  /** Commits a change: the link begins or ends at the next epoch, which is returned. */
  long change(Edge edge, long mark) {
    epoch++;
    Optional<Link> held =
        rows.values().stream().filter(row -> row.span().holds() && is(row, edge)).findFirst();
    if (held.isPresent()) {
      Span span = held.get().span();
      Span over = new Span(span.from(), span.fromMark(), epoch, mark, false);
      rows.put(held.get().id(), ended(held.get(), over, new Opening(epoch, mark)));
    } else {
      put(edge, new Span(epoch, mark, Span.NEVER, 0, false), new Opening(epoch, mark));
    }
    return epoch;
  }

  private boolean is(Link row, Edge edge) {
    return switch (edge) {
      case Edge.Person it ->
          row instanceof Direct link
              && link.person().equals(it.person())
              && link.conversation().equals(it.conversation());
      case Edge.Via it -> row instanceof Via link && link.thread().equals(it.thread());
      case Edge.Exclusion it ->
          row instanceof Exclude link
              && link.person().equals(it.person())
              && link.thread().equals(it.thread());
    };
  }

  private void put(Edge edge, Span span, Opening opens) {
    long id = rows.size() + 1L;
    rows.put(
        id,
        switch (edge) {
          case Edge.Person it ->
              new Direct(
                  id,
                  span,
                  span.from(),
                  it.person(),
                  it.conversation(),
                  ConversationRole.MEMBER,
                  opens,
                  Floor.FOREVER);
          case Edge.Via it -> new Via(id, span, group, it.thread(), opens, Floor.FOREVER);
          case Edge.Exclusion it ->
              new Exclude(id, span, it.person(), it.thread(), Opening.EVERYTHING);
        });
  }

  private static Link ended(Link row, Span span, Opening reopens) {
    return switch (row) {
      case Direct it ->
          new Direct(
              it.id(),
              span,
              it.since(),
              it.person(),
              it.conversation(),
              it.role(),
              it.opens(),
              it.untilMicros());
      case Via it -> new Via(it.id(), span, it.group(), it.thread(), it.opens(), it.untilMicros());
      case Exclude it -> new Exclude(it.id(), span, it.person(), it.thread(), reopens);
      case Link.Seat _, Link.Suspend _ -> throw new IllegalStateException("a link of no kind here");
    };
  }

  @Override
  public List<DomainId> domainsOf(Handle handle, AccountId account) {
    return peopleIn(handle, domain).contains(account) ? List.of(domain) : List.of();
  }

  @Override
  public Map<DomainId, Long> epochs(Handle handle, Collection<DomainId> domains) {
    return domains.contains(domain) ? Map.of(domain, epoch) : Map.of();
  }

  @Override
  public Set<AccountId> peopleIn(Handle handle, DomainId of) {
    return rows.values().stream()
        .filter(row -> row.span().holds())
        .flatMap(row -> row.holder().stream())
        .collect(Collectors.toSet());
  }

  @Override
  public Now now(Handle handle, DomainId of) {
    return new Now(epoch, Apart.NOWHERE);
  }

  @Override
  public Optional<Changes> changes(Handle handle, DomainId of, long after) {
    return Optional.of(new Changes(epoch, changedSince(handle, of, after), Apart.NOWHERE));
  }

  @Override
  public List<Link> changedSince(Handle handle, DomainId of, long after) {
    return rows.values().stream()
        .filter(
            row -> row.span().from() > after || (!row.span().holds() && row.span().to() > after))
        .toList();
  }

  @Override
  public List<Link> seats(Handle handle, DomainId of) {
    return List.of();
  }

  @Override
  public List<Link> linksOf(Handle handle, DomainId of, Collection<AccountId> people) {
    return rows.values().stream()
        .filter(row -> row.holder().filter(people::contains).isPresent())
        .filter(row ->
            row.span().holds()
                || row instanceof Exclude
                || row.span().to() > coveredFrom(row.holder().orElseThrow()))
        .toList();
  }

  /** The beginning of the chain of a person's links that overlap or meet and reach until now. */
  private long coveredFrom(AccountId person) {
    long from = Span.NEVER;
    List<Span> spans =
        rows.values().stream()
            .filter(row -> row instanceof Direct direct && direct.person().equals(person))
            .map(Link::span)
            .sorted(Comparator.comparingLong(Span::to).reversed())
            .toList();
    for (Span span : spans) {
      if (span.to() >= from) {
        from = Math.min(from, span.from());
      }
    }
    return from;
  }

  @Override
  public List<Via> viasOf(Handle handle, DomainId of, Collection<ConversationId> groups) {
    return rows.values().stream()
        .filter(Via.class::isInstance)
        .map(Via.class::cast)
        .filter(via -> groups.contains(via.group()))
        .toList();
  }

  @Override
  public List<Via> closedVias(
      Handle handle,
      DomainId of,
      Collection<ConversationId> groups,
      Collection<ConversationId> threads) {
    return viasOf(handle, of, groups).stream()
        .filter(via -> !via.span().holds() && threads.contains(via.thread()))
        .toList();
  }
}
