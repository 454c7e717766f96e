package io.drawbridge.server.conversation;

import static io.drawbridge.server.conversation.Backstage.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.Together;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows who is in a backstage, whatever happens to its conversation (N-16). */
final class BackstageDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Backstage stage = new Backstage(HOUSE);
  private final Caller owner = stage.owner;
  private final Caller ben = stage.member("ben");
  private final ConversationId team = stage.group(ben);

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  /** The ways by which a member loses a conversation. */
  enum Loss {
    REMOVED,
    LEFT,
    KEPT_OFF,
    GROUP_TAKEN_OFF,
    REMOVED_FROM_GROUP,
    LEFT_GROUP,
    SUSPENDED,
    SEAT_TAKEN,
    WORKSPACE_LEFT,
    DEMOTED,
    DEMOTED_AND_KEPT;

    boolean byGroup() {
      return switch (this) {
        case KEPT_OFF, GROUP_TAKEN_OFF, REMOVED_FROM_GROUP, LEFT_GROUP -> true;
        case REMOVED, LEFT, SUSPENDED, SEAT_TAKEN, WORKSPACE_LEFT, DEMOTED, DEMOTED_AND_KEPT ->
            false;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLosesTheConversationOrTheSeatLosesTheBackstageInTheSameFence(Loss loss) {
    ConversationId thread =
        loss.byGroup() ? stage.thread(List.of(team)) : stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    stage.send(ben, backstage, "a note");
    assertThat(stage.wrong()).isZero();
    lose(loss, thread);
    assertThat(stage.sees(ben, backstage)).isFalse();
    refused(ErrorCode.NOT_FOUND, () -> stage.texts(ben, backstage));
    refused(ErrorCode.NOT_FOUND, () -> stage.send(ben, backstage, "no more"));
    assertThat(stage.sees(ben, thread)).isEqualTo(loss == Loss.DEMOTED_AND_KEPT);
    assertThat(stage.wrong()).isZero();
    // A suspension covers the link and leaves it.
    assertThat(stage.last(backstage, ben))
        .isEqualTo(new Backstage.Last(true, true, loss != Loss.SUSPENDED));
    assertThat(stage.texts(owner, backstage)).containsExactly("a note");
  }

  private void lose(Loss loss, ConversationId thread) {
    switch (loss) {
      case REMOVED -> tell(stage.removal(thread, Optional.of(ben), Optional.empty(), false));
      case LEFT -> HOUSE.tell(ben, new ConversationCommand.Leave(id(), thread));
      case KEPT_OFF -> tell(stage.removal(thread, Optional.of(ben), Optional.empty(), true));
      case GROUP_TAKEN_OFF ->
          tell(stage.removal(thread, Optional.empty(), Optional.of(team), false));
      case REMOVED_FROM_GROUP ->
          tell(stage.removal(team, Optional.of(ben), Optional.empty(), false));
      case LEFT_GROUP -> HOUSE.tell(ben, new ConversationCommand.Leave(id(), team));
      case SUSPENDED -> suspend(ben);
      case SEAT_TAKEN ->
          tell(new WorkspaceCommand.RemoveMember(id(), stage.home.workspace(), ben.account()));
      case WORKSPACE_LEFT ->
          HOUSE.tell(ben, new SeatCommand.Leave(id(), stage.home.workspace(), Optional.empty()));
      case DEMOTED -> demote(ben, List.of());
      case DEMOTED_AND_KEPT -> demote(ben, List.of(new SeatCommand.Keep(thread)));
    }
  }

  private <R extends Result> R tell(Command<R> command) {
    return HOUSE.tell(owner, command);
  }

  private void suspend(Caller person) {
    tell(
        new WorkspaceCommand.Suspend(
            id(), stage.home.workspace(), person.account(), Optional.empty()));
  }

  private void demote(Caller person, List<SeatCommand.Keep> keep) {
    tell(
        new SeatCommand.Demote(
            id(), stage.home.workspace(), person.account(), keep, Optional.empty()));
  }

  @Test
  void oneOfTwoPathsLeavesThemIn() {
    ConversationId thread = stage.thread(List.of(team), ben);
    ConversationId backstage = stage.open(ben, thread);
    stage.send(owner, backstage, "a note");
    tell(stage.removal(thread, Optional.of(ben), Optional.empty(), false));
    assertThat(stage.texts(ben, backstage)).containsExactly("a note");
    tell(stage.removal(thread, Optional.empty(), Optional.of(team), false));
    assertThat(stage.sees(ben, backstage)).isFalse();
    assertThat(stage.wrong()).isZero();
  }

  @Test
  void theClockEndsBothAtOnce() {
    ConversationId thread = stage.thread(List.of());
    ConversationId backstage = stage.open(owner, thread);
    Instant end = Instant.now().plusSeconds(2);
    tell(Adding.person(thread, ben.account()).endingAt(end).command());
    assertThat(stage.show(ben, backstage).until()).isEqualTo(stage.show(ben, thread).until());
    assertThat(stage.show(ben, backstage).until()).isPresent();
    Awaitility.await().atMost(PATIENCE).until(() -> !stage.sees(ben, backstage));
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> stage.last(backstage, ben).equals(new Backstage.Last(true, true, true)));
    tell(Adding.person(thread, ben.account()).command());
    assertThat(stage.show(ben, backstage).until()).isEmpty();
    assertThat(stage.wrong()).isZero();
  }

  /** A term of one path does not end what another leads to. */
  @Test
  void theEndIsThatOfTheLongestPath() {
    ConversationId thread = stage.thread(List.of(team));
    ConversationId backstage = stage.open(owner, thread);
    Instant end = Instant.now().plusSeconds(3600);
    tell(Adding.person(thread, ben.account()).endingAt(end).command());
    assertThat(stage.show(ben, backstage).until()).isEmpty();
    tell(stage.removal(thread, Optional.empty(), Optional.of(team), false));
    assertThat(stage.show(ben, backstage).until()).isPresent();
    assertThat(stage.last(backstage, ben)).isEqualTo(new Backstage.Last(true, true, true));
    tell(Adding.group(thread, team).command());
    assertThat(stage.show(ben, backstage).until()).isEmpty();
    assertThat(stage.last(backstage, ben)).isEqualTo(new Backstage.Last(false, false, true));
    assertThat(stage.wrong()).isZero();
  }

  @Test
  void membersComeInWithTheConversationAndExternalsNever() {
    ConversationId thread = stage.thread(List.of());
    ConversationId backstage = stage.open(owner, thread);
    Caller eve = stage.guest(thread);
    assertThat(stage.sees(ben, backstage)).isFalse();
    tell(Adding.group(thread, team).command());
    assertThat(stage.sees(ben, backstage)).isTrue();
    Caller cara = stage.member("cara");
    HOUSE.tell(cara, new GroupCommand.Join(id(), team));
    assertThat(stage.sees(cara, backstage)).isTrue();
    tell(stage.removal(thread, Optional.of(cara), Optional.empty(), true));
    tell(Adding.person(thread, cara.account()).command());
    assertThat(stage.sees(cara, backstage)).isTrue();
    Caller guest = stage.guest(team);
    assertThat(stage.sees(guest, thread)).isTrue();
    for (Caller outside : List.of(eve, guest)) {
      refused(ErrorCode.NOT_FOUND, () -> stage.show(outside, backstage));
    }
    assertThat(stage.show(owner, backstage).externals()).contains(0);
    assertThat(stage.show(owner, backstage).hasExternals()).isFalse();
    assertThat(people(backstage))
        .containsExactlyInAnyOrder(owner.account(), ben.account(), cara.account());
    assertThat(stage.wrong()).isZero();
  }

  private List<AccountId> people(ConversationId conversation) {
    return tell(
            new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .map(RosterEntry::person)
        .flatMap(Optional::stream)
        .map(Person::id)
        .toList();
  }

  @Test
  void suspensionIsLiftedWithAllThatWasWrittenMeanwhile() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    suspend(ben);
    stage.send(owner, backstage, "meanwhile");
    tell(new WorkspaceCommand.Unsuspend(id(), stage.home.workspace(), ben.account()));
    assertThat(stage.texts(ben, backstage)).containsExactly("meanwhile");
  }

  /** Who comes in sees of the notes what is as old as what they see of the conversation. */
  @Test
  void theWindowIsThatOfTheConversation() {
    ConversationId thread = stage.thread(List.of());
    ConversationId backstage = stage.open(owner, thread);
    stage.send(owner, backstage, "old");
    Caller all = stage.member("all");
    Caller fresh = stage.member("fresh");
    tell(Adding.person(thread, all.account()).seeing(new HistoryWindow.Everything()).command());
    tell(Adding.person(thread, fresh.account()).seeing(new HistoryWindow.FromNow()).command());
    stage.send(owner, backstage, "new");
    assertThat(stage.texts(all, backstage)).containsExactly("old", "new");
    assertThat(stage.texts(fresh, backstage)).containsExactly("new");
  }

  @Test
  void aRemovalIsTakenBackInTheBackstageToo() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    stage.send(owner, backstage, "before");
    tell(stage.removal(thread, Optional.of(ben), Optional.empty(), false));
    stage.send(owner, backstage, "meanwhile");
    tell(
        new MemberCommand.UndoRemove(
            id(), thread, Optional.of(ben.account()), Optional.empty(), false));
    stage.send(owner, backstage, "after");
    assertThat(stage.texts(ben, backstage)).containsExactly("after");
    assertThat(stage.wrong()).isZero();
  }

  /**
   * What members wrote while somebody was an external was not meant for them, whenever they ask.
   */
  @Test
  void whoWasAnExternalThereSeesOnlyWhatComes() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    stage.send(owner, backstage, "before");
    demote(ben, List.of(new SeatCommand.Keep(thread)));
    stage.send(owner, backstage, "about ben");
    HOUSE.seat(stage.home.workspace(), ben, WorkspaceRole.MEMBER);
    stage.send(owner, backstage, "to ben");
    assertThat(stage.texts(ben, backstage)).containsExactly("to ben");
    tell(stage.removal(thread, Optional.of(ben), Optional.empty(), false));
    tell(Adding.person(thread, ben.account()).seeing(new HistoryWindow.Everything()).command());
    stage.send(owner, backstage, "again");
    assertThat(stage.texts(ben, backstage)).containsExactly("again");
    assertThat(stage.wrong()).isZero();
  }

  @Test
  void thereIsOneWhoeverOpensItAndHoweverOften() throws Exception {
    ConversationId thread = stage.thread(List.of(), ben);
    List<ConversationId> opened = Together.parallel(3, () -> stage.open(ben, thread));
    assertThat(opened).hasSize(3).containsOnly(stage.open(owner, thread));
    ConversationView view = stage.show(ben, opened.getFirst());
    assertThat(view.backstageOf()).contains(thread);
    assertThat(view.backstage()).isEmpty();
    assertThat(stage.show(ben, thread).backstage()).contains(view.id());
    assertThat(stage.show(ben, thread).backstageOf()).isEmpty();
  }

  @Test
  void externalsOpenNoneAndAreToldTheSameWhetherOrNotThereIsOne() {
    ConversationId thread = stage.thread(List.of());
    Caller eve = stage.guest(thread);
    ConversationView before = stage.show(eve, thread);
    refused(ErrorCode.NOT_ALLOWED, () -> stage.open(eve, thread));
    stage.send(owner, stage.open(owner, thread), "a note");
    refused(ErrorCode.NOT_ALLOWED, () -> stage.open(eve, thread));
    assertThat(stage.show(eve, thread)).isEqualTo(before);
    refused(ErrorCode.NOT_FOUND, () -> stage.open(stage.member("nobody"), thread));
    ConversationId dm =
        tell(new DmCommand.Open(
                id(),
                Optional.of(stage.home.workspace()),
                List.of(ben.account()),
                Optional.empty()))
            .conversation()
            .id();
    refused(ErrorCode.NOT_ALLOWED, () -> stage.open(owner, dm));
  }

  @Test
  void nothingIsChangedInABackstageItself() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    Caller cara = stage.member("cara");
    List<Command<?>> changes =
        List.of(
            Adding.person(backstage, cara.account()).command(),
            Adding.email(backstage, "x" + id() + "@other.example").command(),
            Adding.group(backstage, team).command(),
            stage.removal(backstage, Optional.of(ben), Optional.empty(), false),
            stage.removal(backstage, Optional.of(owner), Optional.empty(), true),
            stage.removal(backstage, Optional.empty(), Optional.of(team), false),
            new ConversationCommand.Leave(id(), backstage),
            new ConversationCommand.Rename(id(), backstage, "Other"),
            new ConversationCommand.Close(id(), backstage),
            new ConversationCommand.Reopen(id(), backstage),
            new ConversationCommand.Lock(id(), backstage, true, true),
            new ConversationCommand.OpenBackstage(id(), backstage),
            new GroupCommand.SetRole(id(), backstage, ben.account(), ConversationRole.ADMIN),
            new GroupCommand.Join(id(), backstage),
            new InvitationCommand.ListInvitations(Optional.of(backstage)),
            new ThreadCommand.Create(
                id(), Optional.empty(), "Within", List.of(), List.of(backstage), Optional.empty()),
            Setting.of(backstage, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 3)));
    for (Command<?> change : changes) {
      assertThatThrownBy(() -> tell(change))
          .as("%s", change)
          .isInstanceOfSatisfying(
              Failure.class,
              failure ->
                  assertThat(failure.code()).isIn(ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND));
    }
    assertThat(people(backstage)).containsExactlyInAnyOrder(owner.account(), ben.account());
    assertThat(stage.wrong()).isZero();
  }

  /** Somebody who runs the workspace and is not in the conversation learns nothing of it. */
  @Test
  void adminsWithoutAPathFindNone() {
    Caller admin = stage.member("admin");
    HOUSE.seat(stage.home.workspace(), admin, WorkspaceRole.ADMIN);
    ConversationId backstage = stage.open(owner, stage.thread(List.of()));
    refused(
        ErrorCode.NOT_FOUND,
        () -> HOUSE.tell(admin, new InvitationCommand.ListInvitations(Optional.of(backstage))));
    refused(
        ErrorCode.NOT_FOUND,
        () ->
            HOUSE.tell(
                admin, stage.removal(backstage, Optional.of(owner), Optional.empty(), false)));
  }

  @Test
  void stateLocksAndNameFollow() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(ben, thread);
    tell(new ConversationCommand.Rename(id(), thread, "Another"));
    assertThat(stage.show(ben, backstage).name()).isEqualTo("Another");
    tell(new ConversationCommand.Lock(id(), thread, true, true));
    refused(ErrorCode.LOCKED, () -> stage.send(ben, backstage, "locked"));
    stage.send(owner, backstage, "by who manages it");
    tell(new ConversationCommand.Lock(id(), thread, false, false));
    stage.send(ben, backstage, "unlocked");
    tell(new ConversationCommand.Close(id(), thread));
    refused(ErrorCode.CLOSED, () -> stage.send(owner, backstage, "closed"));
    assertThat(stage.show(ben, backstage).state()).isEqualTo(ConversationState.CLOSED);
    tell(new ConversationCommand.Reopen(id(), thread));
    stage.send(ben, backstage, "reopened");
    ConversationId closed = stage.thread(List.of(), ben);
    tell(new ConversationCommand.Close(id(), closed));
    ConversationId behind = stage.open(ben, closed);
    refused(ErrorCode.CLOSED, () -> stage.send(owner, behind, "closed"));
  }

  @Test
  void whoManagesTheConversationManagesTheBackstage() {
    ConversationId backstage = stage.open(owner, team);
    long note = stage.send(owner, backstage, "a note");
    Runnable delete = () -> HOUSE.tell(ben, new MessageCommand.Delete(id(), backstage, note));
    refused(ErrorCode.NOT_ALLOWED, delete);
    tell(new GroupCommand.SetRole(id(), team, ben.account(), ConversationRole.ADMIN));
    assertThat(stage.last(backstage, ben)).isEqualTo(new Backstage.Last(false, false, true));
    assertThat(stage.show(ben, backstage).role()).isEqualTo(ConversationRole.ADMIN);
    tell(new GroupCommand.SetRole(id(), team, ben.account(), ConversationRole.MEMBER));
    assertThat(stage.last(backstage, ben)).isEqualTo(new Backstage.Last(true, true, true));
    refused(ErrorCode.NOT_ALLOWED, delete);
    assertThat(stage.texts(ben, backstage)).containsExactly("a note");
    // Who goes leaves the group to ben, and so its backstage.
    tell(new GroupCommand.SetRole(id(), team, ben.account(), ConversationRole.ADMIN));
    tell(new ConversationCommand.Leave(id(), team));
    delete.run();
    assertThat(stage.wrong()).isZero();
  }

  @Test
  void nothingIsQuotedFromOneLogInTheOther() {
    ConversationId thread = stage.thread(List.of(), ben);
    ConversationId backstage = stage.open(owner, thread);
    long note = stage.send(owner, backstage, "a note");
    long said = stage.send(owner, thread, "said");
    refused(
        ErrorCode.NOT_FOUND,
        () -> HOUSE.tell(ben, new MessageCommand.Send(id(), thread, "see", Optional.of(note))));
    refused(
        ErrorCode.NOT_FOUND,
        () -> HOUSE.tell(ben, new MessageCommand.Send(id(), backstage, "see", Optional.of(said))));
    HOUSE.tell(ben, new MessageCommand.Send(id(), backstage, "see", Optional.of(note)));
  }

  @Test
  void externalsEndInBulkAndNobodyElse() {
    ConversationId thread = stage.thread(List.of(team), ben);
    ConversationId backstage = stage.open(owner, thread);
    stage.guest(thread);
    stage.guest(team);
    stage.guest(thread);
    tell(
        new ExternalCommand.End(
            id(),
            stage.home.workspace(),
            new ExternalSelection.OfConversation(thread),
            Optional.empty()));
    assertThat(people(backstage)).containsExactlyInAnyOrder(owner.account(), ben.account());
    assertThat(stage.wrong()).isZero();
  }

  /** A company group: more people than one statement for each of them would carry. */
  @Test
  void manyComeInByOneGroup() {
    ConversationId thread = stage.thread(List.of());
    ConversationId backstage = stage.open(owner, thread);
    Caller[] many = new Caller[40];
    for (int i = 0; i < many.length; i++) {
      many[i] = stage.member("many");
    }
    ConversationId group = stage.group(many);
    tell(Adding.group(thread, group).command());
    assertThat(people(backstage)).hasSize(many.length + 1);
    tell(stage.removal(thread, Optional.empty(), Optional.of(group), false));
    assertThat(people(backstage)).containsExactly(owner.account());
    assertThat(stage.wrong()).isZero();
  }
}
