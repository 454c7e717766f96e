package io.drawbridge.load.history.model;

import io.drawbridge.load.history.model.Doors.Door;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The model of what somebody sees of what a conversation shows them: where externals are kept apart
 * (N-15), members see all, and an external sees members and themself. It goes by who somebody is
 * now, and by the policies of now.
 */
public final class Sight {
  private final AccessModel model;
  private final Chronicle chronicle;
  private final Doors doors;
  private final IntPredicate external;

  /** {@code external}: whether a person is no member now. */
  public Sight(AccessModel model, Chronicle chronicle, Doors doors, IntPredicate external) {
    this.model = model;
    this.chronicle = chronicle;
    this.doors = doors;
    this.external = external;
  }

  /** Returns whether something that happened shows: what it is about does, and whom it tells of. */
  public boolean sees(int person, int number) {
    int conversation = model.conversation(number);
    return model.sees(person, chronicle.subject(number))
        && chronicle.people(number).stream()
            .allMatch(other -> seesPerson(person, other, conversation));
  }

  /** Returns whether a person is seen by another in a conversation. */
  public boolean seesPerson(int person, int other, int conversation) {
    return person == other
        || !external.test(person)
        || (other != Chronicle.SEVERAL && !external.test(other))
        || !doors.holds(Door.APART, conversation);
  }

  /** The frame of something that shows to the person, with what is left of it. */
  public Optional<String> frame(int person, int number) {
    return chronicle.frame(number, quoted -> sees(person, quoted));
  }

  /** A message as history shows it to the person. */
  public String shown(int person, int number) {
    int conversation = model.conversation(number);
    return chronicle.shown(
        number, quoted -> sees(person, quoted), other -> seesPerson(person, other, conversation));
  }
}
