package io.drawbridge.load.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who may see what in one small world, said as plainly as {@code docs/access-model.md} does. People
 * and conversations are numbers, the groups before the threads. Messages are numbered over the
 * whole world in the order in which they were sent, and a link opens from a message number on: 0 is
 * everything, {@link #now} is nothing that was.
 */
final class AccessModel {
  private final int people;
  private final int groups;
  private final int conversations;
  private final List<Sent> messages = new ArrayList<>();

  /** What the direct links open. */
  private final Map<Place, Integer> direct = new HashMap<>();

  /** What the groups that are recipients of a thread open there; a place of a group. */
  private final Map<Place, Integer> via = new HashMap<>();

  private final Set<Place> excluded = new HashSet<>();

  /** The changes after which no path led there. */
  private final Map<Place, BitSet> gaps = new HashMap<>();

  private int change;

  /** A person, or a group, in a conversation. */
  record Place(int who, int conversation) {}

  private record Sent(int conversation, int change) {}

  AccessModel(int people, int groups, int threads) {
    this.people = people;
    this.groups = groups;
    this.conversations = groups + threads;
    changed();
  }

  boolean isGroup(int conversation) {
    return conversation < groups;
  }

  /** The number that the next message gets. */
  int now() {
    return messages.size();
  }

  /** A message is sent; answers its number. */
  int sent(int conversation) {
    messages.add(new Sent(conversation, change));
    return messages.size() - 1;
  }

  /** A person is added. Whoever is there keeps what they have. */
  void add(int person, int conversation, int opens) {
    direct.putIfAbsent(new Place(person, conversation), opens);
    changed();
  }

  /** A person's own link ends. */
  void remove(int person, int conversation) {
    direct.remove(new Place(person, conversation));
    changed();
  }

  /** All that leads a person to a conversation ends; no group leads to a thread any more. */
  void removeAllPaths(int person, int conversation) {
    direct.remove(new Place(person, conversation));
    if (!isGroup(conversation)) {
      excluded.add(new Place(person, conversation));
    }
    changed();
  }

  /** A person leaves, whatever led there. */
  void leave(int person, int conversation) {
    if (viaGroups(person, conversation).isEmpty()) {
      remove(person, conversation);
    } else {
      removeAllPaths(person, conversation);
    }
  }

  void addGroup(int group, int thread, int opens) {
    via.putIfAbsent(new Place(group, thread), opens);
    changed();
  }

  void removeGroup(int group, int thread) {
    via.remove(new Place(group, thread));
    changed();
  }

  boolean hasDirect(int person, int conversation) {
    return direct.containsKey(new Place(person, conversation));
  }

  boolean hasGroup(int group, int thread) {
    return via.containsKey(new Place(group, thread));
  }

  boolean hasPath(int person, int conversation) {
    return !paths(person, conversation).isEmpty();
  }

  /** What each active path opens. */
  List<Integer> paths(int person, int conversation) {
    List<Integer> paths = new ArrayList<>(viaGroups(person, conversation));
    Optional.ofNullable(direct.get(new Place(person, conversation))).ifPresent(paths::add);
    return paths;
  }

  /** The numbers of the messages that the person may see, in order. */
  List<Integer> visible(int person, int conversation) {
    List<Integer> visible = new ArrayList<>();
    for (int number = 0; number < messages.size(); number++) {
      Sent message = messages.get(number);
      if (message.conversation() == conversation && sees(person, number, message)) {
        visible.add(number);
      }
    }
    return visible;
  }

  /** What the person may open for others at most: no more than is seen. */
  int ownSight(int person, int conversation) {
    OptionalInt first = visible(person, conversation).stream().mapToInt(it -> it).findFirst();
    return first.orElse(now());
  }

  private boolean sees(int person, int number, Sent message) {
    List<Integer> paths = paths(person, message.conversation());
    boolean opened = paths.stream().anyMatch(opens -> opens <= number);
    boolean covered =
        gaps(new Place(person, message.conversation())).nextSetBit(message.change()) < 0;
    return !paths.isEmpty() && (opened || covered);
  }

  private List<Integer> viaGroups(int person, int conversation) {
    List<Integer> paths = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      Integer member = direct.get(new Place(person, group));
      Integer recipient = via.get(new Place(group, conversation));
      if (member != null
          && recipient != null
          && !excluded.contains(new Place(person, conversation))) {
        paths.add(Math.max(member, recipient));
      }
    }
    return paths;
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
    return gaps.computeIfAbsent(place, ignored -> new BitSet());
  }

  @Override
  public String toString() {
    return Arrays.asList(direct, via, excluded).toString();
  }
}
