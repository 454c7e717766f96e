package io.drawbridge.server.access.link;

import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes the one {@link Floor} from the links between one person and one conversation. Pure; the
 * SQL function {@code floor_of} computes the same.
 *
 * <p>Content shows iff an active path opens at or before it, or paths, not necessarily the same,
 * held at every epoch since it was sent. Both sorts of candidate are suffixes of the history, so
 * the largest one is the answer. A path opens at the latest of its links; the lifting of an
 * exclusion counts as a link of every group path, the lifting of a suspension as a link of every
 * path that began before it.
 */
public final class Floors {
  private Floors() {}

  /** Everything that bears on one person's sight of one conversation. */
  public record Reach(
      List<Direct> direct,
      List<Route> routes,
      List<Exclude> exclusions,
      List<Suspend> suspensions) {}

  /** A way through a group: the person's link to the group, and the group's to the thread. */
  public record Route(Direct membership, Via via) {}

  /**
   * An active path, and what it shows: content with {@code epoch >= epoch()} and {@code pos >
   * pos()}.
   *
   * @param via the group's link, if it leads through a group
   */
  public record Sight(
      Direct own, Optional<Via> via, long since, long epoch, long pos, long untilMicros) {
    /** Returns whether the path shows content stamped with this epoch at this position. */
    public boolean shows(long contentEpoch, long contentPos) {
      return contentEpoch >= epoch && contentPos > pos;
    }
  }

  /** The floor now; empty when no path is active. */
  public static Optional<Floor> floor(Reach reach, long nowMicros) {
    Optional<Start> best = Optional.empty();
    long until = Floor.FOREVER;
    for (Sight sight : sights(reach, nowMicros)) {
      best = lower(best, new Start(sight.epoch(), sight.pos()));
      until = Math.min(until, sight.untilMicros());
    }
    long end = until;
    return best.map(start -> new Floor(start.epoch(), start.pos(), end));
  }

  /**
   * The active paths with what each of them shows. What paths have shown without a break, each of
   * those that are left shows on.
   */
  public static List<Sight> sights(Reach reach, long nowMicros) {
    if (reach.suspensions().stream().anyMatch(suspend -> suspend.span().holds())) {
      return List.of();
    }
    boolean excluded = reach.exclusions().stream().anyMatch(exclude -> exclude.span().holds());
    List<Path> paths = paths(reach, nowMicros);
    List<Path> active =
        paths.stream().filter(path -> path.active() && !(excluded && path.grouped())).toList();
    if (active.isEmpty()) {
      return List.of();
    }
    Start unbroken = unbroken(paths, reach).orElseThrow();
    return active.stream()
        .map(path -> {
          Start start = lower(Optional.of(unbroken), opening(path, reach)).orElseThrow();
          return new Sight(
              path.own(), path.via(), path.since(), start.epoch(), start.pos(), path.untilMicros());
        })
        .toList();
  }

  /** A suffix: content with epoch >= {@code epoch} and pos > {@code pos}. */
  private record Start(long epoch, long pos) {}

  private record Path(
      Direct own,
      Optional<Via> via,
      long from,
      long fromMark,
      long since,
      long to,
      boolean active,
      Opening opens,
      long untilMicros) {
    boolean grouped() {
      return via.isPresent();
    }
  }

  /** Epochs {@code [from, to)} in which a path held and nothing cut it. */
  private record Piece(long from, long fromMark, long to) {}

  private static List<Path> paths(Reach reach, long nowMicros) {
    List<Path> paths = new ArrayList<>(reach.direct().size() + reach.routes().size());
    for (Direct direct : reach.direct()) {
      paths.add(
          new Path(
              direct,
              Optional.empty(),
              direct.span().from(),
              direct.span().fromMark(),
              direct.since(),
              direct.coversTo(nowMicros),
              direct.active(nowMicros),
              direct.opens(),
              direct.untilMicros()));
    }
    for (Route route : reach.routes()) {
      Direct membership = route.membership();
      Span via = route.via().span();
      long to = Math.min(membership.coversTo(nowMicros), route.via().coversTo(nowMicros));
      boolean later = membership.span().from() > via.from();
      long from = later ? membership.span().from() : via.from();
      if (from < to) {
        paths.add(
            new Path(
                membership,
                Optional.of(route.via()),
                from,
                later ? membership.span().fromMark() : via.fromMark(),
                Math.max(membership.since(), via.from()),
                to,
                membership.active(nowMicros) && route.via().active(nowMicros),
                latest(membership.opens(), route.via().opens()),
                Math.min(membership.untilMicros(), route.via().untilMicros())));
      }
    }
    return paths;
  }

  private static Start opening(Path path, Reach reach) {
    Opening opens = path.opens();
    if (path.grouped()) {
      for (Exclude exclude : reach.exclusions()) {
        opens = latest(opens, exclude.reopens());
      }
    }
    for (Suspend suspend : reach.suspensions()) {
      if (suspend.span().to() > path.since()) {
        opens = latest(opens, suspend.reopens());
      }
    }
    return new Start(opens.epoch(), opens.pos());
  }

  /**
   * The beginning of the cover that reaches until now without a break; empty if nothing holds now.
   */
  private static Optional<Start> unbroken(List<Path> paths, Reach reach) {
    List<Span> suspensions = reach.suspensions().stream().map(Suspend::span).toList();
    List<Span> all = new ArrayList<>(suspensions);
    reach.exclusions().forEach(exclude -> all.add(exclude.span()));
    List<Piece> pieces = new ArrayList<>(paths.size());
    for (Path path : paths) {
      cut(path, path.grouped() ? all : suspensions, pieces);
    }
    pieces.sort(Comparator.comparingLong(Piece::to).reversed());
    Optional<Piece> first = Optional.empty();
    long reached = Span.NEVER;
    for (Piece piece : pieces) {
      if (piece.to() < reached) {
        break;
      }
      if (piece.from() < reached) {
        reached = piece.from();
        first = Optional.of(piece);
      }
    }
    return first.map(piece -> new Start(piece.from(), piece.fromMark()));
  }

  private static void cut(Path path, List<Span> cuts, List<Piece> into) {
    List<Span> ordered =
        cuts.size() < 2
            ? cuts
            : cuts.stream().sorted(Comparator.comparingLong(Span::from)).toList();
    long from = path.from();
    long mark = path.fromMark();
    for (Span cut : ordered) {
      if (cut.from() >= path.to()) {
        break;
      }
      if (cut.to() > from) {
        if (cut.from() > from) {
          into.add(new Piece(from, mark, cut.from()));
        }
        from = cut.to();
        mark = cut.toMark();
      }
    }
    if (from < path.to()) {
      into.add(new Piece(from, mark, path.to()));
    }
  }

  private static Opening latest(Opening a, Opening b) {
    return new Opening(Math.max(a.epoch(), b.epoch()), Math.max(a.pos(), b.pos()));
  }

  private static Optional<Start> lower(Optional<Start> a, Start b) {
    return lower(a, Optional.of(b));
  }

  private static Optional<Start> lower(Optional<Start> a, Optional<Start> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    Start one = a.get();
    Start two = b.get();
    boolean first = one.pos() != two.pos() ? one.pos() < two.pos() : one.epoch() <= two.epoch();
    return first ? a : b;
  }
}
