package io.drawbridge.server.workspace.departure;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.protocol.result.SeatResult.EndedPlace;
import io.drawbridge.protocol.result.SeatResult.RefusedGrant;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.Opening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In random workspaces a demotion keeps exactly what was chosen and may stay, with what was seen of
 * it, and does what its dry run foretold (G-29, N-5).
 */
final class DemotionPropertyTest {
  private static final int WORLDS = 5;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Staff staff = new Staff(HOUSE);
  private final Caller colleague = staff.member("colleague");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void chosenGrantsStayAndAllElseEndsAsForetold(long seed) {
    Random random = new Random(seed);
    int kept = 0;
    int refused = 0;
    for (int i = 0; i < WORLDS; i++) {
      SeatResult.Demoted demoted = new World(random).demote("seed %d, world %d".formatted(seed, i));
      kept += demoted.kept().size();
      refused += demoted.refused().size();
    }
    assertThat(kept).as("kept by seed %d", seed).isPositive();
    assertThat(refused).as("refused by seed %d", seed).isPositive();
  }

  /** What there is around one member, and who may let them in where. */
  private final class World {
    private final Random random;
    private final Caller ben = staff.member("ben");
    private final Map<ConversationId, List<ConversationId>> places = new HashMap<>();
    private final Set<ConversationId> strict = new HashSet<>();
    private final Set<ConversationId> shared = new HashSet<>();

    World(Random random) {
      this.random = random;
      List<ConversationId> groups = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        groups.add(place(people -> staff.group(people), List.of()));
      }
      for (int i = 0; i < 4; i++) {
        List<ConversationId> recipients =
            groups.stream().filter(_ -> random.nextInt(3) == 0).toList();
        place(people -> staff.thread(recipients, people), recipients);
      }
      ConversationId dm =
          HOUSE
              .tell(
                  staff.owner,
                  new DmCommand.Open(
                      Staff.id(),
                      Optional.of(staff.home.workspace()),
                      List.of(ben.account()),
                      Optional.empty()))
              .conversation()
              .id();
      places.put(dm, List.of());
    }

    private interface Making {
      ConversationId with(Caller... people);
    }

    private ConversationId place(Making making, List<ConversationId> recipients) {
      boolean with = random.nextBoolean();
      ConversationId made = with ? making.with(colleague) : making.with();
      if (with) {
        shared.add(made);
      }
      places.put(made, recipients);
      if (random.nextInt(3) > 0) {
        Adding adding = Adding.person(made, ben.account());
        HOUSE.tell(
            staff.owner,
            (random.nextBoolean() ? adding.seeing(HistoryWindow.fromNow()) : adding).command());
      }
      if (random.nextInt(4) == 0) {
        HOUSE.tell(staff.owner, Setting.of(made, Setting.invite(ExternalInvite.OFF)));
        strict.add(made);
      }
      return made;
    }

    SeatResult.Demoted demote(String what) {
      List<Keep> keep = new ArrayList<>();
      for (ConversationId place : places.keySet()) {
        if (random.nextBoolean()) {
          keep.add(
              new Keep(
                  place,
                  Optional.of(colleague.account()).filter(_ -> random.nextInt(3) == 0),
                  Optional.empty(),
                  Optional.of("former")));
        }
      }
      Map<ConversationId, Opening> before = staff.seen(ben);
      SeatResult.DemotionPreview foretold = staff.preview(ben, keep);
      assertThat(staff.seen(ben)).as("the dry run of %s changed it", what).isEqualTo(before);
      SeatResult.Demoted demoted = staff.demote(ben, keep.toArray(Keep[]::new));
      Map<ConversationId, Opening> after = staff.seen(ben);

      List<ConversationId> expected =
          keep.stream()
              .filter(each -> before.containsKey(each.conversation()) && mayStay(each))
              .map(Keep::conversation)
              .toList();
      assertThat(demoted.kept()).as(what).isEqualTo(expected);
      assertThat(foretold.kept()).as(what).isEqualTo(expected);
      assertThat(demoted.refused().stream().map(RefusedGrant::conversation))
          .as(what)
          .containsExactlyElementsOf(
              keep.stream()
                  .map(Keep::conversation)
                  .filter(place -> !expected.contains(place))
                  .toList());
      assertThat(foretold.refused()).as(what).isEqualTo(demoted.refused());
      assertThat(foretold.ended()).as(what).isEqualTo(demoted.ended());
      assertThat(foretold.bots()).as(what).isEqualTo(demoted.bots());
      Set<ConversationId> left = new HashSet<>(expected);
      before.keySet().stream()
          .filter(
              place -> places.getOrDefault(place, List.of()).stream().anyMatch(expected::contains))
          .forEach(left::add);
      assertThat(after.keySet()).as(what).isEqualTo(left);
      expected.forEach(place -> assertThat(after.get(place)).as(what).isEqualTo(before.get(place)));
      assertThat(demoted.ended()).as(what).isEqualTo(before.size() - after.size());
      assertThat(foretold.firstEnded().stream().map(EndedPlace::conversation))
          .as(what)
          .containsExactlyInAnyOrderElementsOf(
              before.keySet().stream()
                  .filter(it -> !left.contains(it))
                  .collect(Collectors.toSet()));
      assertThat(staff.seated(ben)).as(what).isFalse();
      return demoted;
    }

    /** By hand: who answers is in it and in its groups, and none of them is closed to outsiders. */
    private boolean mayStay(Keep keep) {
      List<ConversationId> recipients = places.getOrDefault(keep.conversation(), List.of());
      List<ConversationId> rules = new ArrayList<>(recipients);
      rules.add(keep.conversation());
      boolean led = shared.containsAll(recipients) && !recipients.isEmpty();
      boolean inThem = keep.sponsor().isEmpty() || shared.containsAll(rules) || led;
      return inThem && rules.stream().noneMatch(strict::contains);
    }
  }
}
