package io.drawbridge.load.history.model;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The model of the policies that conversations set: for a thread the strictest of its own and of
 * the groups that it is addressed to.
 */
public final class Doors {
  private final AccessModel model;
  private final int groups;
  private final Map<Door, Set<Integer>> set = new EnumMap<>(Door.class);

  /** What a policy closes. */
  public enum Door {
    /** Nobody from outside comes in any more; who is in stays (TS-15). */
    SHUT,
    /** Only those bring externals in who are in charge (TS-13). */
    RESERVED,
    /** Externals do not see each other (N-15). */
    APART
  }

  public Doors(AccessModel model, int groups) {
    this.model = model;
    this.groups = groups;
    for (Door door : Door.values()) {
      set.put(door, new HashSet<>());
    }
  }

  /** A conversation sets it, or takes it back; false if that is nothing new. */
  public boolean set(Door door, int conversation, boolean on) {
    Set<Integer> where = of(door);
    return on ? where.add(conversation) : where.remove(conversation);
  }

  /** Returns whether the conversation itself says so. */
  public boolean own(Door door, int conversation) {
    return of(door).contains(conversation);
  }

  /** Returns whether it holds there. */
  public boolean holds(Door door, int conversation) {
    return own(door, conversation)
        || IntStream.range(0, groups)
            .anyMatch(group -> model.hasGroup(group, conversation) && own(door, group));
  }

  private Set<Integer> of(Door door) {
    return set.getOrDefault(door, Set.of());
  }

  @Override
  public String toString() {
    return set.toString();
  }
}
