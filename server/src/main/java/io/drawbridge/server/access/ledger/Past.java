package io.drawbridge.server.access.ledger;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Floors;
import io.drawbridge.server.access.link.Floors.Reach;
import io.drawbridge.server.access.link.Floors.Route;
import io.drawbridge.server.access.link.Floors.Sight;
import io.drawbridge.server.access.link.Link;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.link.Opening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Everything that ever led one person to one conversation or kept them off it. A link is never
 * changed in place, so what was so at an epoch are the links that had begun by then, and those of
 * them that ended later held. Immutable.
 */
public final class Past {
  private final Reach reach;
  private final Map<Long, Note> notes;
  private final List<Moment> changes;

  /**
   * What a row of a link says besides.
   *
   * @param end why it ended; empty while it holds
   */
  public record Note(Optional<AccountId> sponsor, Optional<EndReason> end) {
    static final Note NONE = new Note(Optional.empty(), Optional.empty());
  }

  /** An epoch of the domain, and the time by its clock; not every epoch that passed is one. */
  record Moment(long epoch, long micros) {}

  /**
   * @param reach all links, whether or not they hold
   * @param notes by the links' ids; never changed
   */
  public Past(Reach reach, Map<Long, Note> notes) {
    this.reach = reach;
    this.notes = notes;
    this.changes =
        links(reach)
            .flatMap(link -> moments(link.span()))
            .distinct()
            .sorted(Comparator.comparingLong(Moment::epoch))
            .toList();
  }

  private static Stream<Link> links(Reach reach) {
    return Stream.of(
            reach.direct().stream(),
            reach.routes().stream().flatMap(way -> Stream.of(way.membership(), way.via())),
            reach.exclusions().stream(),
            reach.suspensions().stream())
        .flatMap(links -> links);
  }

  private static Stream<Moment> moments(Span span) {
    Moment began = new Moment(span.from(), span.fromMark());
    return span.holds() ? Stream.of(began) : Stream.of(began, new Moment(span.to(), span.toMark()));
  }

  /** The epochs at which something began or ended, in their order. */
  List<Moment> changes() {
    return changes;
  }

  /** The times at which the clock ends something, or would have if nobody had before. */
  LongStream untils() {
    return Stream.concat(
            reach.direct().stream().map(Direct::untilMicros),
            reach.routes().stream()
                .flatMap(way -> Stream.of(way.membership().untilMicros(), way.via().untilMicros())))
        .filter(until -> until != Floor.FOREVER)
        .distinct()
        .mapToLong(Long::longValue);
  }

  /** The newest epoch that had come by that time; 0 before the first. */
  public long epochAt(long micros) {
    long epoch = 0;
    for (Moment change : changes) {
      if (change.micros() <= micros) {
        epoch = change.epoch();
      }
    }
    return epoch;
  }

  private Optional<Long> microsOf(long epoch) {
    return changes.stream()
        .filter(change -> change.epoch() == epoch)
        .map(Moment::micros)
        .findFirst();
  }

  /** The active paths at an epoch and a time of it, and what each showed. */
  public List<Sight> sights(long epoch, long micros) {
    return Floors.sights(at(epoch), micros);
  }

  /** When a path came about, whatever roles and terms it has had since. */
  public long beganMicros(Sight sight) {
    long latest =
        Math.max(
            sight.own().span().fromMark(),
            sight.via().map(via -> via.span().fromMark()).orElse(0L));
    return microsOf(sight.since()).orElse(latest);
  }

  /** Who answered for the person on a path, as its row says. */
  public Optional<AccountId> sponsor(Sight sight) {
    return note(sight.own()).sponsor();
  }

  /** Returns whether the person was suspended at an epoch. */
  public boolean suspended(long epoch) {
    return reach.suspensions().stream().anyMatch(link -> held(link.span(), epoch));
  }

  /** Returns whether the person was kept off the conversation at an epoch. */
  public boolean excluded(long epoch) {
    return reach.exclusions().stream().anyMatch(link -> held(link.span(), epoch));
  }

  static boolean held(Span span, long epoch) {
    return span.from() <= epoch && epoch < span.to();
  }

  Note note(Link link) {
    return notes.getOrDefault(link.id(), Note.NONE);
  }

  /** The row as it is now, of one that may have been read as of an epoch. */
  Direct now(Direct link) {
    return Stream.concat(reach.direct().stream(), reach.routes().stream().map(Route::membership))
        .filter(row -> row.id() == link.id())
        .findFirst()
        .orElse(link);
  }

  /** The same of a group's link. */
  Via now(Via link) {
    return reach.routes().stream()
        .map(Route::via)
        .filter(row -> row.id() == link.id())
        .findFirst()
        .orElse(link);
  }

  /** The links as their rows were at an epoch. */
  private Reach at(long epoch) {
    List<Route> routes = new ArrayList<>();
    for (Route way : reach.routes()) {
      if (way.membership().span().from() <= epoch && way.via().span().from() <= epoch) {
        routes.add(new Route(at(way.membership(), epoch), at(way.via(), epoch)));
      }
    }
    return new Reach(
        begun(reach.direct(), epoch, link -> at(link, epoch)),
        routes,
        begun(reach.exclusions(), epoch, link -> at(link, epoch)),
        begun(reach.suspensions(), epoch, link -> at(link, epoch)));
  }

  private static <L extends Link> List<L> begun(List<L> links, long epoch, UnaryOperator<L> then) {
    return links.stream().filter(link -> link.span().from() <= epoch).map(then).toList();
  }

  private static Direct at(Direct link, long epoch) {
    return new Direct(
        link.id(),
        at(link.span(), epoch),
        link.since(),
        link.person(),
        link.conversation(),
        link.role(),
        link.opens(),
        link.untilMicros());
  }

  private static Via at(Via link, long epoch) {
    return new Via(
        link.id(),
        at(link.span(), epoch),
        link.group(),
        link.thread(),
        link.opens(),
        link.untilMicros());
  }

  /** What its lifting will open again, nobody knew before. */
  private static Exclude at(Exclude link, long epoch) {
    Span span = at(link.span(), epoch);
    return new Exclude(
        link.id(),
        span,
        link.person(),
        link.thread(),
        span.holds() ? Opening.EVERYTHING : link.reopens());
  }

  private static Suspend at(Suspend link, long epoch) {
    Span span = at(link.span(), epoch);
    return new Suspend(
        link.id(), span, link.person(), span.holds() ? Opening.EVERYTHING : link.reopens());
  }

  private static Span at(Span span, long epoch) {
    return span.to() <= epoch ? span : new Span(span.from(), span.fromMark(), Span.NEVER, 0, false);
  }
}
