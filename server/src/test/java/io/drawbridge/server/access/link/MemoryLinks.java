package io.drawbridge.server.access.link;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Step;
import io.drawbridge.server.access.link.Floors.Reach;
import io.drawbridge.server.access.link.Floors.Route;
import io.drawbridge.server.access.link.Link.Direct;
import io.drawbridge.server.access.link.Link.Exclude;
import io.drawbridge.server.access.link.Link.Span;
import io.drawbridge.server.access.link.Link.Suspend;
import io.drawbridge.server.access.link.Link.Via;
import io.drawbridge.server.access.view.PersonLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows that the link store would write for the steps, without a database. */
public final class MemoryLinks {
  public static final AccountId PERSON = new AccountId(1);
  public static final ConversationId THREAD = new ConversationId(10);
  public static final List<ConversationId> GROUPS =
      List.of(new ConversationId(11), new ConversationId(12));

  private PersonLinks person = PersonLinks.NONE;
  private List<Via> vias = List.of();
  private final List<Direct> direct = new ArrayList<>();
  private Optional<Exclude> exclusion = Optional.empty();
  private Optional<Suspend> suspension = Optional.empty();
  private boolean seated;
  private long ids;

  /** Every row that was ever written, as it is now. */
  private final Map<Long, Link> rows = new LinkedHashMap<>();

  Optional<Floor> floor(long now) {
    return Optional.ofNullable(person.floor(THREAD, vias, now));
  }

  /** Everything that ever led the person to the thread, or kept them off. */
  public Reach everything() {
    List<Direct> own = rows(Direct.class);
    return new Reach(
        own.stream().filter(link -> link.conversation().equals(THREAD)).toList(),
        own.stream()
            .flatMap(link ->
                vias.stream()
                    .filter(via -> via.group().equals(link.conversation()))
                    .map(via -> new Route(link, via)))
            .toList(),
        rows(Exclude.class),
        rows(Suspend.class));
  }

  private <L extends Link> List<L> rows(Class<L> kind) {
    return rows.values().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public void apply(Step step, long now, long epoch, long mark) {
    List<Link> changed = new ArrayList<>();
    ConversationId group = GROUPS.get(step.group());
    switch (step.kind()) {
      case ADD -> {
        endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
        add(changed, THREAD, step, epoch, mark);
      }
      case REMOVE ->
          endDirect(changed, epoch, mark, false, link -> link.conversation().equals(THREAD));
      case JOIN_GROUP -> {
        endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
        add(changed, group, step, epoch, mark);
      }
      case LEAVE_GROUP ->
          endDirect(changed, epoch, mark, false, link -> link.conversation().equals(group));
      case ADD_GROUP -> {
        if (direct.stream().anyMatch(link -> link.conversation().equals(group))) {
          endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
        }
        addGroup(group, step.opening(), epoch, mark);
      }
      case REMOVE_GROUP -> removeGroup(group, epoch, mark);
      case EXCLUDE -> {
        if (exclusion.isEmpty()) {
          exclusion =
              Optional.of(
                  new Exclude(++ids, from(epoch, mark), PERSON, THREAD, Opening.EVERYTHING));
          changed.add(exclusion.get());
        }
      }
      case LIFT -> {
        endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
        exclusion.ifPresent(old ->
            changed.add(
                new Exclude(
                    old.id(),
                    to(old.span(), epoch, mark, false),
                    PERSON,
                    THREAD,
                    new Opening(epoch, mark))));
        exclusion = Optional.empty();
      }
      case SUSPEND -> {
        if (suspension.isEmpty()) {
          suspension =
              Optional.of(new Suspend(++ids, from(epoch, mark), PERSON, Opening.EVERYTHING));
          changed.add(suspension.get());
        }
      }
      case UNSUSPEND -> {
        endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
        Opening reopens = seated ? Opening.EVERYTHING : new Opening(epoch, mark);
        suspension.ifPresent(old ->
            changed.add(
                new Suspend(old.id(), to(old.span(), epoch, mark, false), PERSON, reopens)));
        suspension = Optional.empty();
      }
      case SEAT -> seated = true;
      case UNSEAT -> {
        seated = false;
        endDirect(changed, epoch, mark, false, link -> true);
      }
      case SET_ROLE -> setRole(changed, now, epoch, mark);
      case SWEEP -> endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
      case OTHER_CHANGE, SEND -> {}
    }
    if (!changed.isEmpty()) {
      person = person.with(changed);
      changed.forEach(link -> rows.put(link.id(), link));
    }
  }

  private void add(
      List<Link> changed, ConversationId conversation, Step step, long epoch, long mark) {
    if (direct.stream().noneMatch(link -> link.conversation().equals(conversation))) {
      Direct link =
          new Direct(
              ++ids,
              from(epoch, mark),
              epoch,
              PERSON,
              conversation,
              ConversationRole.MEMBER,
              step.opening(),
              step.untilMicros());
      direct.add(link);
      changed.add(link);
    }
  }

  private void setRole(List<Link> changed, long now, long epoch, long mark) {
    endDirect(changed, epoch, mark, true, link -> link.untilMicros() <= now);
    List<Direct> old = new ArrayList<>(direct);
    endDirect(changed, epoch, mark, false, link -> true);
    for (Direct link : old) {
      Direct again =
          new Direct(
              ++ids,
              from(epoch, mark),
              link.since(),
              PERSON,
              link.conversation(),
              link.role(),
              link.opens(),
              link.untilMicros());
      direct.add(again);
      changed.add(again);
    }
  }

  private void endDirect(
      List<Link> changed,
      long epoch,
      long mark,
      boolean expired,
      java.util.function.Predicate<Direct> which) {
    for (Direct link : List.copyOf(direct)) {
      if (which.test(link)) {
        direct.remove(link);
        changed.add(
            new Direct(
                link.id(),
                to(link.span(), epoch, mark, expired),
                link.since(),
                PERSON,
                link.conversation(),
                link.role(),
                link.opens(),
                link.untilMicros()));
      }
    }
  }

  private void addGroup(ConversationId group, Opening opening, long epoch, long mark) {
    if (vias.stream().noneMatch(via -> via.span().holds() && via.group().equals(group))) {
      List<Via> next = new ArrayList<>(vias);
      next.add(new Via(++ids, from(epoch, mark), group, THREAD, opening, Floor.FOREVER));
      vias = List.copyOf(next);
    }
  }

  private void removeGroup(ConversationId group, long epoch, long mark) {
    vias =
        vias.stream()
            .map(via ->
                via.span().holds() && via.group().equals(group)
                    ? new Via(
                        via.id(),
                        to(via.span(), epoch, mark, false),
                        group,
                        THREAD,
                        via.opens(),
                        via.untilMicros())
                    : via)
            .toList();
  }

  private static Span from(long epoch, long mark) {
    return new Span(epoch, mark, Span.NEVER, 0, false);
  }

  private static Span to(Span span, long epoch, long mark, boolean expired) {
    return new Span(span.from(), span.fromMark(), epoch, mark, expired);
  }
}
