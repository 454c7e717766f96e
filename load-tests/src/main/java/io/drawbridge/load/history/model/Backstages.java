package io.drawbridge.load.history.model;

import io.drawbridge.load.history.model.AccessModel.Place;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * The model of the backstages (N-16): in each are exactly the members who are in its conversation.
 * Who comes in sees of it what is as old as what the conversation shows them; who was there as an
 * external at any time sees what comes.
 */
public final class Backstages {
  private final AccessModel model;
  private final int people;
  private final int fronts;
  private final IntPredicate external;
  private final Set<Integer> open = new TreeSet<>();

  /** The places where somebody was as an external. */
  private final Set<Place> visited = new HashSet<>();

  /** {@code external}: whether a person is no member now. */
  public Backstages(AccessModel model, int people, int fronts, IntPredicate external) {
    this.model = model;
    this.people = people;
    this.fronts = fronts;
    this.external = external;
  }

  /** The conversations that have one. */
  public Set<Integer> open() {
    return open;
  }

  /** One is made, in which is nothing yet. */
  public void open(int front) {
    if (open.add(front)) {
      for (int person = 0; person < people; person++) {
        if (belongs(person, front)) {
          model.add(person, model.backstage(front), model.now());
        }
      }
    }
  }

  /** Follows a change of the model. */
  public void follow() {
    for (int person = 0; person < people; person++) {
      for (int front = 0; front < fronts; front++) {
        follow(person, front);
      }
    }
  }

  private void follow(int person, int front) {
    Place place = new Place(person, front);
    if (external.test(person) && model.leads(person, front)) {
      visited.add(place);
    }
    int backstage = model.backstage(front);
    boolean is = model.hasDirect(person, backstage);
    boolean due = open.contains(front) && belongs(person, front);
    if (due && !is) {
      model.add(
          person, backstage, visited.contains(place) ? model.now() : model.floor(person, front));
    } else if (is && !due) {
      model.remove(person, backstage);
    }
  }

  private boolean belongs(int person, int front) {
    return !external.test(person) && model.leads(person, front);
  }
}
