package io.drawbridge.server.access.ledger;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.ledger.Past.Moment;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.link.Floors.Sight;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Via;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells in which times which paths let somebody see something. It asks at every moment at which the
 * answer can change: a link begins or ends, or the clock ends one.
 */
public final class Timeline {
  private final Past past;
  private final Predicate<Sight> shows;
  private final Map<Optional<ConversationId>, Open> open = new HashMap<>();
  private final List<Stretch> done = new ArrayList<>();

  /**
   * A time without a break in which a path let somebody see it.
   *
   * @param group that the path leads through, if it does
   * @param toMicros {@link Floor#FOREVER} while it lasts
   * @param end why it ended
   */
  public record Stretch(
      Optional<ConversationId> group,
      Optional<AccountId> sponsor,
      long fromMicros,
      long toMicros,
      Optional<EndReason> end) {
    /** Returns whether it lasts. */
    public boolean lasts() {
      return toMicros == Floor.FOREVER;
    }
  }

  private record Open(long fromMicros, Optional<AccountId> sponsor, Sight last) {}

  private Timeline(Past past, Predicate<Sight> shows) {
    this.past = past;
    this.shows = shows;
  }

  /**
   * When a message showed, the newest time first.
   *
   * @param epoch of the message
   * @param sentMicros when it was sent; nothing shows before
   * @param nowMicros what the clock ends later has not ended
   */
  public static List<Stretch> ofMessage(
      Past past, long epoch, long pos, long sentMicros, long nowMicros) {
    return new Timeline(past, sight -> sight.shows(epoch, pos))
        .walk(new Moment(epoch, sentMicros), nowMicros);
  }

  /** When a path led the person there at all, the newest time first. */
  public static List<Stretch> ofPaths(Past past, long nowMicros) {
    return new Timeline(past, sight -> true).walk(new Moment(0, 0), nowMicros);
  }

  private List<Stretch> walk(Moment start, long nowMicros) {
    moments(start, nowMicros).forEach(this::look);
    open.forEach((group, it) ->
        done.add(
            new Stretch(group, it.sponsor(), it.fromMicros(), Floor.FOREVER, Optional.empty())));
    return done.stream()
        .filter(stretch -> stretch.fromMicros() < stretch.toMicros())
        .sorted(
            Comparator.comparingLong(Stretch::fromMicros)
                .thenComparingLong(Stretch::toMicros)
                .reversed()
                .thenComparing(stretch -> stretch.group().map(ConversationId::value).orElse(0L)))
        .toList();
  }

  private List<Moment> moments(Moment start, long nowMicros) {
    List<Moment> moments = new ArrayList<>();
    moments.add(start);
    long micros = start.micros();
    for (Moment change : past.changes()) {
      if (change.epoch() > start.epoch()) {
        // A mark may be behind the clock of what was sent an instant before.
        micros = Math.max(micros, change.micros());
        moments.add(new Moment(change.epoch(), micros));
      }
    }
    past.untils()
        .filter(until -> until > start.micros() && until <= nowMicros)
        .mapToObj(until -> new Moment(Math.max(start.epoch(), past.epochAt(until)), until))
        .forEach(moments::add);
    moments.sort(Comparator.comparingLong(Moment::micros).thenComparingLong(Moment::epoch));
    return moments;
  }

  private void look(Moment moment) {
    Map<Optional<ConversationId>, Sight> seen =
        past.sights(moment.epoch(), moment.micros()).stream()
            .filter(shows)
            .collect(Collectors.toMap(sight -> sight.via().map(Via::group), Function.identity()));
    open.entrySet()
        .removeIf(entry -> {
          boolean over = !seen.containsKey(entry.getKey());
          if (over) {
            Open it = entry.getValue();
            done.add(
                new Stretch(
                    entry.getKey(),
                    it.sponsor(),
                    it.fromMicros(),
                    moment.micros(),
                    Optional.of(why(it.last(), moment))));
          }
          return over;
        });
    seen.forEach((group, sight) ->
        open.compute(
            group,
            (_, before) ->
                before == null
                    ? new Open(moment.micros(), past.note(sight.own()).sponsor(), sight)
                    : new Open(before.fromMicros(), before.sponsor(), sight)));
  }

  private EndReason why(Sight last, Moment moment) {
    if (past.suspended(moment.epoch())) {
      return EndReason.SUSPENDED;
    }
    Direct own = past.now(last.own());
    if (own.span().to() <= moment.epoch()) {
      return past.note(own).end().orElse(EndReason.REMOVED);
    }
    if (own.untilMicros() <= moment.micros()) {
      return EndReason.EXPIRED;
    }
    return last.via()
        .filter(via -> past.now(via).span().to() <= moment.epoch())
        .map(via -> EndReason.REMOVED)
        .orElseGet(() -> past.excluded(moment.epoch()) ? EndReason.EXCLUDED : EndReason.EXPIRED);
  }
}
