package io.drawbridge.load.history.model;

import io.drawbridge.load.history.model.AccessModel.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The model of who answers for the externals of one small world (N-12): whom they were let in by,
 * as long as that person is a member, in the conversation and not suspended. The policies are those
 * that hold where none is set, so nobody's days of grace end within a history.
 */
public final class Sponsors {
  private final AccessModel model;
  private final IntPredicate external;
  private final Map<Place, Integer> sponsors = new HashMap<>();
  private final Set<Place> orphaned = new HashSet<>();

  /** {@code external}: whether a person is no member now. */
  public Sponsors(AccessModel model, IntPredicate external) {
    this.model = model;
    this.external = external;
  }

  /** The sponsor has let an external in who was not there themself. */
  public void letIn(Place external, int sponsor) {
    sponsors.put(external, sponsor);
    orphaned.remove(external);
  }

  /** The person who let an external in, if somebody did. */
  public Optional<Integer> of(Place external) {
    return Optional.ofNullable(sponsors.get(external));
  }

  /** Nobody has to answer for somebody any more, who is a member now. */
  public void forget(int person) {
    sponsors.keySet().removeIf(place -> place.who() == person);
    orphaned.removeIf(place -> place.who() == person);
  }

  /** Returns whether an external has nobody who answers for them. */
  public boolean isOrphaned(Place external) {
    return orphaned.contains(external);
  }

  /**
   * Follows a change of the model; answers the conversations that changed because somebody there
   * has nobody who answers for them any more, or has again, and who these are.
   */
  public Map<Integer, Set<Integer>> follow() {
    sponsors.keySet().removeIf(place -> !model.hasDirect(place.who(), place.conversation()));
    orphaned.retainAll(sponsors.keySet());
    Map<Integer, Set<Integer>> changed = new TreeMap<>();
    sponsors.forEach((place, sponsor) -> {
      boolean answered = !external.test(sponsor) && model.hasPath(sponsor, place.conversation());
      if (answered ? orphaned.remove(place) : orphaned.add(place)) {
        changed.computeIfAbsent(place.conversation(), _ -> new TreeSet<>()).add(place.who());
      }
    });
    return changed;
  }
}
