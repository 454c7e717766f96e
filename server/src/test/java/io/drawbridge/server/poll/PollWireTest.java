package io.drawbridge.server.poll;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.poll.PollTally;
import io.drawbridge.protocol.poll.PollVoter;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls through both doors: one person has one vote, and it says no more than it may. */
final class PollWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson ADA = SERVER.setUp("Ada");
  private static final TestPerson BEN = TestSteps.member(SERVER, ADA, "Ben");

  private ConversationId thread;

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ADA, "Offsite", BEN.account());
  }

  private long ask(TestDoor by, boolean multiple, boolean anonymous) {
    return by.call(create(multiple, anonymous, Optional.empty())).pos();
  }

  private PollCommand.Create create(boolean multiple, boolean anonymous, Optional<Instant> end) {
    return new PollCommand.Create(
        clientId(),
        thread,
        "Where do we meet?",
        List.of("Delft", "Zutphen", "Zwolle"),
        Optional.of(multiple),
        Optional.of(anonymous),
        end,
        Optional.empty());
  }

  private MessageResult.Poll vote(TestDoor by, long pos, Integer... choices) {
    return by.call(new PollCommand.Vote(thread, pos, List.of(choices)));
  }

  private MessageResult.Poll show(TestDoor by, long pos) {
    return by.call(new PollCommand.Show(thread, pos, Optional.empty(), Optional.empty()));
  }

  private static void refused(TestDoor by, Command<?> command, ErrorCode code) {
    TestSteps.refused(code, () -> by.call(command));
  }

  private static long rows(String table, long pos) {
    try (Handle handle = SERVER.database().open()) {
      return handle
          .createQuery("select count(*) from <table> where pos = :pos")
          .define("table", table)
          .bind("pos", pos)
          .mapTo(Long.class)
          .one();
    }
  }

  private static List<AccountId> voters(MessageResult.Poll poll) {
    return poll.voters().stream().map(voter -> voter.person().id()).toList();
  }

  private List<Message> history(TestDoor by) {
    Optional<Long> none = Optional.empty();
    return by.call(new MessageCommand.ShowHistory(thread, none, none, none, Optional.empty()))
        .messages();
  }

  @ParameterizedTest
  @EnumSource
  void everyOneHasOneVoteThatTheyMayChange(Door door) {
    try (Door.Entered at = door.enter(BEN)) {
      long pos = ask(at, false, false);
      assertThat(vote(at, pos, 0).tally()).contains(new PollTally(List.of(1, 0, 0), 1));
      vote(ADA, pos, 1);
      assertThat(vote(at, pos, 1)).isEqualTo(vote(at, pos, 1));
      MessageResult.Poll shown = show(at, pos);
      assertThat(shown.tally()).contains(new PollTally(List.of(0, 2, 0), 2));
      assertThat(shown.mine()).containsExactly(1);
      assertThat(voters(shown)).containsExactlyInAnyOrder(ADA.account(), BEN.account());
      assertThat(vote(at, pos).tally()).contains(new PollTally(List.of(0, 1, 0), 1));

      refused(at, new PollCommand.Vote(thread, pos, List.of(0, 1)), ErrorCode.INVALID);
      refused(at, new PollCommand.Vote(thread, pos, List.of(3)), ErrorCode.INVALID);
      refused(at, new PollCommand.Vote(thread, pos + 1, List.of(0)), ErrorCode.NOT_FOUND);
      refused(
          at, new MessageCommand.Edit(clientId(), thread, pos, "Who pays?"), ErrorCode.CONFLICT);
      assertThat(history(at).getLast().poll().orElseThrow().options()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalChoicesCountEachAndPagesGoOn(Door door) {
    try (Door.Entered at = door.enter(BEN)) {
      long pos = ask(ADA, true, false);
      vote(at, pos, 2, 0, 2);
      vote(ADA, pos, 2);
      MessageResult.Poll first =
          at.call(new PollCommand.Show(thread, pos, Optional.empty(), Optional.of(1)));
      assertThat(first.tally()).contains(new PollTally(List.of(1, 0, 2), 2));
      assertThat(first.voters()).hasSize(1);
      MessageResult.Poll second =
          at.call(new PollCommand.Show(thread, pos, first.next(), Optional.of(1)));
      assertThat(second.next()).isEmpty();
      assertThat(voters(second)).doesNotContainAnyElementsOf(voters(first));
      refused(
          at,
          new PollCommand.Show(thread, pos, Optional.of("x"), Optional.empty()),
          ErrorCode.INVALID);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closedPollTakesNoVotes(Door door) {
    try (Door.Entered at = door.enter(BEN);
        TestClient looking = ADA.connect()) {
      looking.call(new InterestCommand.Open(thread, Optional.empty()));
      long adas = ask(ADA, false, false);
      refused(at, new PollCommand.Close(clientId(), thread, adas), ErrorCode.NOT_ALLOWED);
      long bens = ask(at, false, false);
      vote(at, bens, 0);
      at.call(new PollCommand.Close(clientId(), thread, bens));
      looking.await(LogEvent.PollClosed.class, event -> event.target() == bens);
      refused(ADA, new PollCommand.Vote(thread, bens, List.of(1)), ErrorCode.CONFLICT);
      refused(at, new PollCommand.Close(clientId(), thread, bens), ErrorCode.CONFLICT);
      assertThat(show(at, bens).poll().closed()).isTrue();
      assertThat(history(at).getLast().poll().orElseThrow().closed()).isTrue();
      // Who started the thread manages it.
      long other = ask(at, false, false);
      ADA.call(new PollCommand.Close(clientId(), thread, other));
      refused(at, new PollCommand.Vote(thread, other, List.of(1)), ErrorCode.CONFLICT);
      refused(
          at,
          create(false, false, Optional.of(Instant.now().minus(Duration.ofDays(1)))),
          ErrorCode.INVALID);
    }
  }

  @Test
  void endThatHasComeTakesNoVotes() {
    long pos =
        ADA.call(create(false, false, Optional.of(Instant.now().plus(Duration.ofHours(1))))).pos();
    vote(ADA, pos, 0);
    SERVER.database().execute("update poll set ends_at = now() where pos = ?", pos);
    refused(ADA, new PollCommand.Vote(thread, pos, List.of(1)), ErrorCode.CONFLICT);
    assertThat(show(ADA, pos).poll().closed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anonymousVoteIsKnownToItsVoterAlone(Door door) {
    long pos = ask(ADA, false, true);
    try (Door.Entered at = door.enter(BEN)) {
      vote(at, pos, 2);
      assertThat(vote(at, pos, 1).mine()).containsExactly(1);
      MessageResult.Poll shown = show(ADA, pos);
      assertThat(shown.tally()).contains(new PollTally(List.of(0, 1, 0), 1));
      assertThat(shown.voters()).isEmpty();
      assertThat(shown.mine()).isEmpty();
    }
    assertThat(rows("poll_vote", pos)).isZero();
    assertThat(rows("poll_ballot", pos)).isOne();
  }

  @Test
  void pollGoesWithItsMessageAndIsFoundByItsOptions() {
    long pos = ask(ADA, false, false);
    vote(BEN, pos, 0);
    assertThat(
            BEN.call(
                    new MessageCommand.Search(
                        "zutphen", Optional.empty(), Optional.empty(), Optional.empty()))
                .messages())
        .anyMatch(hit -> hit.message().pos() == pos);
    ADA.call(new MessageCommand.Delete(clientId(), thread, pos));
    refused(
        BEN,
        new PollCommand.Show(thread, pos, Optional.empty(), Optional.empty()),
        ErrorCode.NOT_FOUND);
    assertThat(history(BEN).getLast().poll()).isEmpty();
    assertThat(rows("poll", pos) + rows("poll_vote", pos)).isZero();
  }

  @Test
  void votesAreToldToWhoHasTheConversationOpenTogether() {
    long pos = ask(ADA, false, false);
    try (TestClient looking = ADA.connect()) {
      looking.call(new InterestCommand.Open(thread, Optional.empty()));
      vote(BEN, pos, 0);
      vote(ADA, pos, 0);
      Event.PollTallied told =
          looking.await(Event.PollTallied.class, event -> event.tally().voters() == 2);
      assertThat(told)
          .isEqualTo(new Event.PollTallied(thread, pos, new PollTally(List.of(2, 0, 0), 2)));
    }
  }

  /** Leak 89: what counts say of others is told to nobody who does not see them (N-15). */
  @ParameterizedTest
  @EnumSource
  void leak89ExternalLearnsOfNoVoteOfAnother(Door door) {
    ADA.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    TestPerson eve = TestSteps.external(SERVER, ADA, thread, "Eve" + clientId());
    TestPerson gus = TestSteps.external(SERVER, ADA, thread, "Gus" + clientId());
    long named = ask(ADA, false, false);
    long hidden = ask(ADA, false, true);
    try (TestClient eves = eve.connect();
        TestClient adas = ADA.connect();
        Door.Entered at = door.enter(gus)) {
      eves.call(new InterestCommand.Open(thread, Optional.empty()));
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      vote(at, named, 0);
      vote(at, hidden, 0);
      vote(ADA, named, 1);
      adas.await(Event.PollTallied.class, event -> event.tally().voters() == 2);
      MessageResult.Poll shown = show(eves, named);
      assertThat(shown.tally()).contains(new PollTally(List.of(0, 1, 0), 1));
      assertThat(voters(shown)).containsExactly(ADA.account());
      assertThat(show(eves, hidden).tally()).isEmpty();
      assertThat(show(at, hidden).mine()).containsExactly(0);
      assertThat(show(ADA, named).tally()).contains(new PollTally(List.of(1, 1, 0), 2));
      TestSteps.send(ADA, thread, "over");
      eves.await(LogEvent.MessagePosted.class);
      assertThat(eves.events(Event.PollTallied.class)).isEmpty();
      long guss = ask(at, false, false);
      refused(eves, new PollCommand.Vote(thread, guss, List.of(0)), ErrorCode.NOT_FOUND);
    }
  }

  /** Leak 17: after the receipt of a removal no vote is told, and none is taken. */
  @Test
  void leak17RemovedVotesNoMoreAndHearsNothing() {
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    long pos = ask(ADA, false, false);
    try (TestClient olgas = olga.connect();
        TestClient adas = ADA.connect()) {
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      vote(olgas, pos, 0);
      olgas.await(Event.PollTallied.class, event -> event.tally().voters() == 1);
      TestSteps.remove(ADA, thread, olga.account());
      int told = olgas.events(Event.PollTallied.class).size();
      vote(BEN, pos, 1);
      adas.await(Event.PollTallied.class, event -> event.tally().voters() == 2);
      for (TestDoor at : List.of(olgas, olga)) {
        refused(at, new PollCommand.Vote(thread, pos, List.of(1)), ErrorCode.NOT_FOUND);
        refused(
            at,
            new PollCommand.Show(thread, pos, Optional.empty(), Optional.empty()),
            ErrorCode.NOT_FOUND);
      }
      assertThat(olgas.events(Event.PollTallied.class)).hasSize(told);
      assertThat(show(BEN, pos).tally()).contains(new PollTally(List.of(1, 1, 0), 2));
    }
  }

  /** Leak 23: a vote that waits while its voter is removed does not count. */
  @ParameterizedTest
  @EnumSource
  void leak23VoteInTheMiddleOfARemovalDoesNotCount(Door door) throws Exception {
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    long pos = ask(ADA, false, false);
    try (Handle handle = SERVER.database().open();
        Door.Entered at = door.enter(olga);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      handle.begin();
      handle.execute(
          "select pg_advisory_xact_lock(domain) from conversation where id = ?", thread.value());
      Future<?> removal = threads.submit(() -> TestSteps.remove(ADA, thread, olga.account()));
      await().until(() -> SERVER.database().waitingForLocks() == 1);
      Future<?> vote =
          threads.submit(() ->
              refused(at, new PollCommand.Vote(thread, pos, List.of(0)), ErrorCode.NOT_FOUND));
      await().until(() -> SERVER.database().waitingForLocks() == 2);
      handle.rollback();
      removal.get(30, TimeUnit.SECONDS);
      vote.get(30, TimeUnit.SECONDS);
    }
    assertThat(show(ADA, pos).tally()).contains(new PollTally(List.of(0, 0, 0), 0));
  }

  /** Leak 38: who is there from now on sees no poll of before, and may not vote in it. */
  @ParameterizedTest
  @EnumSource
  void leak38PollBelowTheFloorIsNotThere(Door door) {
    long before = ask(ADA, false, false);
    TestPerson olga = TestSteps.external(SERVER, ADA, thread, "Olga" + clientId());
    try (Door.Entered at = door.enter(olga)) {
      refused(
          at,
          new PollCommand.Show(thread, before, Optional.empty(), Optional.empty()),
          ErrorCode.NOT_FOUND);
      refused(at, new PollCommand.Vote(thread, before, List.of(0)), ErrorCode.NOT_FOUND);
      refused(at, new PollCommand.Close(clientId(), thread, before), ErrorCode.NOT_FOUND);
      long after = ask(ADA, false, false);
      assertThat(vote(at, after, 0).voters())
          .containsExactly(new PollVoter(show(at, after).voters().getFirst().person(), List.of(0)));
    }
  }

  @Test
  void whoMayNotPostMayNotVote() {
    long pos = ask(ADA, false, false);
    ADA.call(new ConversationCommand.Lock(clientId(), thread, false, true));
    refused(BEN, new PollCommand.Vote(thread, pos, List.of(0)), ErrorCode.LOCKED);
    vote(ADA, pos, 0);
  }
}
