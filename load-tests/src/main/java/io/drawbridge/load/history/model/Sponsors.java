package io.drawbridge.load.history.model;

import io.drawbridge.load.history.model.AccessModel.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model of who answers for the externals of one small world (N-12): whom they were let in by,
 * as long as that person is in the conversation and not suspended. The policies are those that hold
 * where none is set, so nobody's days of grace end within a history.
 */
public final class Sponsors {
  private final AccessModel model;
  private final Map<Place, Integer> sponsors = new HashMap<>();
  private final Set<Place> orphaned = new HashSet<>();

  public Sponsors(AccessModel model) {
    this.model = model;
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

  /** Returns whether an external has nobody who answers for them. */
  public boolean isOrphaned(Place external) {
    return orphaned.contains(external);
  }

  /**
   * Follows a change of the model; answers the conversations that changed because somebody there
   * has nobody who answers for them any more, or has again.
   */
  public Set<Integer> follow() {
    sponsors.keySet().removeIf(place -> !model.hasDirect(place.who(), place.conversation()));
    orphaned.retainAll(sponsors.keySet());
    Set<Integer> changed = new TreeSet<>();
    sponsors.forEach((place, sponsor) -> {
      boolean answered = model.hasPath(sponsor, place.conversation());
      if (answered ? orphaned.remove(place) : orphaned.add(place)) {
        changed.add(place.conversation());
      }
    });
    return changed;
  }
}
