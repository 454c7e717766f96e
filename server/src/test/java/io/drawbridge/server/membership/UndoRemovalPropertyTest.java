package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A removal that is taken back leaves everybody with the sight they had, whatever came before; with
 * the gap closed, never with more (N-18).
 */
final class UndoRemovalPropertyTest {
  private static final int STEPS = 90;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Removals world = new Removals(HOUSE);
  private final List<Caller> people = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private final List<ConversationId> threads = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void removalThatIsTakenBackChangesNobodysSight(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2; i++) {
      groups.add(world.group());
    }
    threads.add(world.thread(List.of()));
    threads.add(world.thread(List.of(groups.getFirst())));
    threads.add(world.thread(groups));
    people.add(world.member());
    people.add(world.member());
    people.add(world.guest(world.owner, groups.getFirst()));
    int undone = 0;
    for (int i = 0; i < STEPS; i++) {
      undone += step(random, "seed %d, step %d".formatted(seed, i)) ? 1 : 0;
    }
    assertThat(undone).as("undone by seed %d", seed).isPositive();
  }

  /** Returns whether a removal was taken back. */
  private boolean step(Random random, String what) {
    Caller person = people.get(random.nextInt(people.size()));
    List<ConversationId> all = new ArrayList<>(threads);
    all.addAll(groups);
    ConversationId where = all.get(random.nextInt(all.size()));
    ConversationId thread = threads.get(random.nextInt(threads.size()));
    ConversationId group = groups.get(random.nextInt(groups.size()));
    int which = random.nextInt(8);
    if (which > 5) {
      return takenBack(random, where, person, what);
    }
    try {
      switch (which) {
        case 0, 1, 2 -> {
          Adding adding = Adding.person(where, person.account());
          boolean fromNow = random.nextBoolean();
          HOUSE.tell(
              world.owner, (fromNow ? adding.seeing(HistoryWindow.fromNow()) : adding).command());
        }
        case 3 -> world.send(world.owner, where, "text");
        case 4 ->
            HOUSE.tell(
                world.owner,
                Adding.group(thread, group).seeing(HistoryWindow.everything()).command());
        default -> world.remove(world.owner, where, person, random.nextBoolean());
      }
    } catch (Failure refused) {
      assertThat(refused.code()).as(what).isEqualTo(ErrorCode.NOT_FOUND);
    }
    return false;
  }

  private boolean takenBack(Random random, ConversationId where, Caller person, String what) {
    Map<ConversationId, Opening> before = world.seen(person);
    boolean openGap = random.nextBoolean();
    if (!before.containsKey(where)) {
      return false;
    }
    world.remove(world.owner, where, person, random.nextInt(3) == 0);
    if (before.equals(world.seen(person))) {
      return false;
    }
    world.send(world.owner, where, "meanwhile");
    HOUSE.tell(world.owner, Removals.undo(where, person, openGap));
    Map<ConversationId, Opening> after = world.seen(person);
    assertThat(after.keySet()).as(what).isEqualTo(before.keySet());
    if (openGap) {
      assertThat(after.get(where)).as(what).isEqualTo(before.get(where));
    }
    after.forEach((place, floor) ->
        assertThat(floor.pos())
            .as(what)
            .isGreaterThanOrEqualTo(Objects.requireNonNull(before.get(place)).pos()));
    return true;
  }
}
