package io.drawbridge.server.conversation;

import static io.drawbridge.server.conversation.Backstage.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In a backstage is who has a path to its conversation and a seat, whatever people do to the
 * conversation, its groups and the workspace (N-16). The links are read by their rows, by words of
 * the test's own; what the gate shows is held against what it shows of the conversation.
 */
final class BackstagePropertyTest {
  private static final int STEPS = 120;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Backstage stage = new Backstage(HOUSE);
  private final WorkspaceId workspace = stage.home.workspace();
  private final List<Caller> people = new ArrayList<>();
  private final List<ConversationId> threads = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private final List<ConversationId> fronts = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void membersOfTheConversationAndNobodyElseAreInIt(long seed) {
    Random random = new Random(seed);
    setTheScene();
    int done = 0;
    for (int i = 0; i < STEPS; i++) {
      done += step(random) ? 1 : 0;
      assertThat(stage.wrong()).as("seed %d, step %d", seed, i).isZero();
    }
    assertThat(done).as("steps of seed %d that were allowed", seed).isGreaterThan(STEPS / 3);
    for (ConversationId front : fronts) {
      theGateShowsIt(seed, front);
    }
  }

  /** Opens it where nobody did, so that some backstages begin in the middle of a history. */
  private void theGateShowsIt(long seed, ConversationId front) {
    if (!stage.sees(stage.owner, front)) {
      HOUSE.tell(stage.owner, Adding.person(front, stage.owner.account()).command());
    }
    ConversationId backstage = stage.open(stage.owner, front);
    for (Caller each : people) {
      boolean member = stage.sees(each, front) && !stage.show(each, front).foreign();
      assertThat(stage.sees(each, backstage)).as("seed %d, %s", seed, each).isEqualTo(member);
    }
    assertThat(stage.wrong()).isZero();
  }

  private void setTheScene() {
    for (int i = 0; i < 4; i++) {
      people.add(stage.member("m" + i));
    }
    Caller[] all = people.toArray(Caller[]::new);
    groups.add(stage.group(all));
    groups.add(stage.group(people.get(0), people.get(1)));
    threads.add(stage.thread(List.of(), all));
    threads.add(stage.thread(List.of(groups.getFirst()), people.get(0)));
    threads.add(stage.thread(List.of(groups.get(1))));
    fronts.addAll(threads);
    fronts.addAll(groups);
    for (ConversationId front : List.of(threads.get(0), threads.get(1), groups.get(1))) {
      stage.open(stage.owner, front);
    }
    people.add(stage.guest(threads.getFirst()));
    people.add(stage.guest(groups.getFirst()));
  }

  /** Returns whether the rules let it happen. */
  private boolean step(Random random) {
    Caller person = people.get(random.nextInt(people.size()));
    ConversationId thread = threads.get(random.nextInt(threads.size()));
    ConversationId group = groups.get(random.nextInt(groups.size()));
    ConversationId anywhere = random.nextBoolean() ? thread : group;
    AccountId who = person.account();
    Caller owner = stage.owner;
    try {
      switch (random.nextInt(18)) {
        case 0, 1 -> HOUSE.tell(owner, Adding.person(anywhere, who).command());
        case 2 -> HOUSE.tell(owner, Adding.person(anywhere, who).endingAt(soon(random)).command());
        case 3 ->
            HOUSE.tell(
                owner,
                new MemberCommand.SetUntil(
                    id(),
                    anywhere,
                    who,
                    random.nextBoolean() ? Optional.of(soon(random)) : Optional.empty(),
                    Optional.of(EndConditions.NONE)));
        case 4 ->
            HOUSE.tell(
                owner,
                stage.removal(
                    anywhere, Optional.of(person), Optional.empty(), random.nextBoolean()));
        case 5 -> HOUSE.tell(person, new ConversationCommand.Leave(id(), anywhere));
        case 6 ->
            HOUSE.tell(owner, stage.removal(thread, Optional.empty(), Optional.of(group), false));
        case 7 -> HOUSE.tell(owner, Adding.group(thread, group).command());
        case 8 ->
            HOUSE.tell(owner, new WorkspaceCommand.Suspend(id(), workspace, who, Optional.empty()));
        case 9 -> HOUSE.tell(owner, new WorkspaceCommand.Unsuspend(id(), workspace, who));
        case 10 ->
            HOUSE.tell(
                owner,
                new MemberCommand.UndoRemove(
                    id(), anywhere, Optional.of(who), Optional.empty(), random.nextBoolean()));
        case 11 ->
            HOUSE.tell(
                owner,
                new SeatCommand.Demote(
                    id(),
                    workspace,
                    who,
                    List.of(new SeatCommand.Keep(anywhere)),
                    Optional.empty()));
        case 12 ->
            HOUSE.tell(
                owner,
                new ExternalCommand.End(
                    id(),
                    workspace,
                    random.nextBoolean()
                        ? new ExternalSelection.OfPerson(who)
                        : new ExternalSelection.OfConversation(anywhere),
                    Optional.empty()));
        case 13 ->
            HOUSE.tell(
                owner,
                new GroupCommand.SetRole(
                    id(),
                    group,
                    who,
                    random.nextBoolean() ? ConversationRole.ADMIN : ConversationRole.MEMBER));
        case 14 ->
            HOUSE.tell(
                owner,
                random.nextBoolean()
                    ? new ConversationCommand.Close(id(), anywhere)
                    : new ConversationCommand.Reopen(id(), anywhere));
        case 15 -> HOUSE.seat(workspace, person, WorkspaceRole.MEMBER);
        case 16 -> HOUSE.tell(owner, new WorkspaceCommand.RemoveMember(id(), workspace, who));
        default -> stage.open(person, anywhere);
      }
      return true;
    } catch (Failure refused) {
      return false;
    }
  }

  /** An end that comes within the history, or after it. */
  private static Instant soon(Random random) {
    return Instant.now().plusMillis(100 + random.nextInt(3_000));
  }
}
