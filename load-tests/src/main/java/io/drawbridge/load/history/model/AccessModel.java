package io.drawbridge.load.history.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The model of who may see what in one small world, said as plainly as {@code docs/access-model.md}
 * does. People and conversations are numbers, the groups before the threads. What happens in
 * conversations is numbered over the whole world in the order in which it happened, and a link
 * opens from a number on: 0 is everything, {@link #now} is nothing that was. Each group or thread
 * has a backstage, whose number is {@link #backstage}.
 */
public class AccessModel {
  private final int people;
  private final int groups;
  private final int fronts;
  private final int conversations;
  private final List<Happened> happened = new ArrayList<>();

  /** The links that lead people themselves there. */
  private final Map<Place, Link> direct = new HashMap<>();

  /** The links that make groups recipients of a thread; a place of a group. */
  private final Map<Place, Link> via = new HashMap<>();

  private final Set<Place> excluded = new HashSet<>();
  private final Set<Integer> suspended = new HashSet<>();

  /** The suspensions of a person that were lifted and do not show what was said meanwhile. */
  private final Map<Integer, List<Link>> lifted = new HashMap<>();

  /** The places where a link of one's own has ended. */
  private final Set<Place> left = new HashSet<>();

  /** The changes after which no path led there. */
  private final Map<Place, BitSet> gaps = new HashMap<>();

  private int change;

  /** A person, or a group, in a conversation. */
  public record Place(int who, int conversation) {}

  /** The number from which a link opens, and the change that made it. */
  private record Link(int opens, int since) {}

  private record Happened(int conversation, int change) {}

  public AccessModel(int people, int groups, int threads) {
    this.people = people;
    this.groups = groups;
    this.fronts = groups + threads;
    this.conversations = 2 * fronts;
    changed();
  }

  public final boolean isGroup(int conversation) {
    return conversation < groups;
  }

  /** Returns whether a thread is addressed to any group. */
  public final boolean isAddressed(int thread) {
    return via.keySet().stream().anyMatch(place -> place.conversation() == thread);
  }

  /** The number of the log in which the members of a conversation talk beside it (N-16). */
  public final int backstage(int front) {
    return fronts + front;
  }

  /** The conversation in which something happened. */
  public final int conversation(int number) {
    return happened.get(number).conversation();
  }

  /** The number that the next thing that happens gets. */
  public final int now() {
    return happened.size();
  }

  /** Something happens in a conversation; answers its number. */
  public final int happens(int conversation) {
    happened.add(new Happened(conversation, change));
    return happened.size() - 1;
  }

  /** Adds a person; a member keeps what they have. */
  public void add(int person, int conversation, int opens) {
    direct.putIfAbsent(new Place(person, conversation), new Link(opens, change + 1));
    changed();
  }

  /** A person's own link ends; false if there was none. */
  public boolean remove(int person, int conversation) {
    Place place = new Place(person, conversation);
    boolean ended = direct.remove(place) != null;
    if (ended) {
      left.add(place);
    }
    changed();
    return ended;
  }

  /**
   * All that leads a person to a conversation ends; no group leads to a thread any more. False if
   * nothing ended.
   */
  public boolean removeAllPaths(int person, int conversation) {
    boolean newly = !isGroup(conversation) && excluded.add(new Place(person, conversation));
    return remove(person, conversation) || newly;
  }

  /** A person leaves by ending all that led there; false if nothing did. */
  public boolean leave(int person, int conversation) {
    return viaGroups(person, conversation).isEmpty()
        ? remove(person, conversation)
        : removeAllPaths(person, conversation);
  }

  public final boolean isExcluded(int person, int thread) {
    return excluded.contains(new Place(person, thread));
  }

  public void addGroup(int group, int thread, int opens) {
    via.putIfAbsent(new Place(group, thread), new Link(opens, change + 1));
    changed();
  }

  public void removeGroup(int group, int thread) {
    via.remove(new Place(group, thread));
    changed();
  }

  /**
   * A member becomes an external and stays where this says, from the number on that each shows; all
   * else that led them somewhere ends.
   */
  public void demote(int person, Map<Integer, Integer> kept) {
    direct.keySet().stream().filter(place -> place.who() == person).forEach(left::add);
    direct.keySet().removeIf(place -> place.who() == person);
    kept.forEach((conversation, opens) ->
        direct.put(new Place(person, conversation), new Link(opens, change + 1)));
    changed();
  }

  public void suspend(int person) {
    suspended.add(person);
    changed();
  }

  /**
   * A suspension is lifted.
   *
   * @param opens what a path shows at most that was there before
   */
  public void lift(int person, int opens) {
    suspended.remove(person);
    lifted.computeIfAbsent(person, _ -> new ArrayList<>()).add(new Link(opens, change + 1));
    changed();
  }

  public final boolean isSuspended(int person) {
    return suspended.contains(person);
  }

  public final boolean hasDirect(int person, int conversation) {
    return direct.containsKey(new Place(person, conversation));
  }

  /** Returns whether the person had a link of their own there that ended. */
  public final boolean hasLeft(int person, int conversation) {
    return left.contains(new Place(person, conversation));
  }

  public final boolean hasGroup(int group, int thread) {
    return via.containsKey(new Place(group, thread));
  }

  public final boolean hasPath(int person, int conversation) {
    return !paths(person, conversation).isEmpty();
  }

  /** The number from which each active path opens. */
  public final List<Integer> paths(int person, int conversation) {
    return isSuspended(person) ? List.of() : lasting(person, conversation);
  }

  /** Returns whether links lead there, though a suspension may cover them. */
  public final boolean leads(int person, int conversation) {
    return !lasting(person, conversation).isEmpty();
  }

  private List<Integer> lasting(int person, int conversation) {
    List<Integer> paths = new ArrayList<>(viaGroups(person, conversation));
    Optional.ofNullable(direct.get(new Place(person, conversation)))
        .ifPresent(own -> paths.add(opens(person, own)));
    return paths;
  }

  /** The numbers of all that the person may see, in order. */
  public final List<Integer> visible(int person, int conversation) {
    List<Integer> visible = new ArrayList<>();
    for (int number = 0; number < happened.size(); number++) {
      if (happened.get(number).conversation() == conversation && sees(person, number)) {
        visible.add(number);
      }
    }
    return visible;
  }

  /** The most that the person may open for others: no more than is seen. */
  public final int ownSight(int person, int conversation) {
    return visible(person, conversation).stream().findFirst().orElse(now());
  }

  /** The lowest number that the person would see, if it had happened there; at most the next. */
  public final int floor(int person, int conversation) {
    int number = 0;
    while (number < now() && !sees(person, conversation, number)) {
      number++;
    }
    return number;
  }

  /** Some path opens it, or some path has led there ever since it happened. */
  public final boolean sees(int person, int number) {
    return sees(person, happened.get(number).conversation(), number);
  }

  private boolean sees(int person, int conversation, int number) {
    List<Integer> paths = paths(person, conversation);
    boolean opened = paths.stream().anyMatch(opens -> opens <= number);
    int gap = gaps(new Place(person, conversation)).nextSetBit(happened.get(number).change());
    return !paths.isEmpty() && (opened || gap < 0);
  }

  private List<Integer> viaGroups(int person, int conversation) {
    List<Integer> paths = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      Link member = direct.get(new Place(person, group));
      Link recipient = via.get(new Place(group, conversation));
      if (member != null
          && recipient != null
          && !excluded.contains(new Place(person, conversation))) {
        paths.add(
            opens(
                person,
                new Link(
                    Math.max(member.opens(), recipient.opens()),
                    Math.max(member.since(), recipient.since()))));
      }
    }
    return paths;
  }

  /** The latest of what the path opens and the suspensions that were lifted on it. */
  private int opens(int person, Link path) {
    return lifted.getOrDefault(person, List.of()).stream()
        .filter(lift -> lift.since() > path.since())
        .mapToInt(Link::opens)
        .reduce(path.opens(), Math::max);
  }

  private void changed() {
    change++;
    for (int person = 0; person < people; person++) {
      for (int conversation = 0; conversation < conversations; conversation++) {
        if (!hasPath(person, conversation)) {
          gaps(new Place(person, conversation)).set(change);
        }
      }
    }
  }

  private BitSet gaps(Place place) {
    return gaps.computeIfAbsent(place, _ -> new BitSet());
  }

  @Override
  public String toString() {
    return Arrays.asList(direct, via, excluded, suspended).toString();
  }
}
