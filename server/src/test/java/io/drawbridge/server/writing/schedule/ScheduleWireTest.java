package io.drawbridge.server.writing.schedule;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.writing.ScheduledState;
import io.drawbridge.protocol.writing.ScheduledView;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are sent later, under the right that their author has then. */
final class ScheduleWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  private static Instant tomorrow() {
    return Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
  }

  private static ScheduledId schedule(TestDoor by, ConversationId where, String text) {
    return by.call(new WritingCommand.Schedule(clientId(), where, text, tomorrow())).scheduled();
  }

  private static List<ScheduledView> scheduled(TestDoor by, ConversationId where) {
    return by
        .call(new WritingCommand.ListScheduled(Optional.empty(), Optional.of(200)))
        .scheduled()
        .stream()
        .filter(view -> view.conversation().equals(where))
        .toList();
  }

  private static void due(ScheduledId id) {
    SERVER
        .database()
        .execute("update scheduled set at = clock_timestamp() where id = ?", id.value());
  }

  private static WritingCommand.ChangeScheduled change(
      ScheduledId id,
      Optional<String> text,
      Optional<Instant> at,
      Optional<String> audience,
      Optional<Boolean> newcomers) {
    return new WritingCommand.ChangeScheduled(id, text, at, audience, newcomers);
  }

  private static ScheduledView held(TestClient device, ScheduledId id) {
    return device
        .await(
            Event.ScheduledChanged.class,
            event ->
                event.scheduled().equals(id)
                    && event.now().filter(it -> it.state() == ScheduledState.HELD).isPresent())
        .now()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void messageWaitsIsChangedAndSentNow(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    TestPerson tablet = SERVER.signIn("Ben");
    try (Door.Entered at = door.enter(ben);
        TestClient there = tablet.connect()) {
      ScheduledId first = schedule(at, thread, "first words");
      ScheduledId second = schedule(at, thread, "to be let go");
      there.await(Event.ScheduledChanged.class, event -> event.scheduled().equals(second));
      Instant later = tomorrow().plusSeconds(60);
      at.call(
          change(
              first,
              Optional.of("better words"),
              Optional.of(later),
              Optional.empty(),
              Optional.empty()));
      assertThat(scheduled(at, thread))
          .extracting(ScheduledView::text)
          .containsExactly("to be let go", "better words");
      at.call(new WritingCommand.CancelScheduled(second));
      TestSteps.refused(
          ErrorCode.NOT_FOUND, () -> at.call(new WritingCommand.CancelScheduled(second)));
      there.await(
          Event.ScheduledChanged.class,
          event -> event.scheduled().equals(second) && event.now().isEmpty());
      assertThat(TestSteps.texts(ada, thread)).isEmpty();

      long pos = at.call(new WritingCommand.SendScheduled(first, Optional.empty())).pos();
      assertThat(pos).isPositive();
      assertThat(TestSteps.texts(ada, thread)).containsExactly("better words");
      assertThat(scheduled(at, thread)).isEmpty();
      TestSteps.refused(
          ErrorCode.NOT_FOUND,
          () -> at.call(new WritingCommand.SendScheduled(first, Optional.empty())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void messageIsSentByTheClock(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    try (Door.Entered at = door.enter(ben);
        TestClient device = SERVER.signIn("Ben").connect()) {
      ScheduledId id = schedule(at, thread, "good morning");
      due(id);
      device.await(
          Event.ScheduledChanged.class,
          event -> event.scheduled().equals(id) && event.now().isEmpty());
      assertThat(TestSteps.texts(ada, thread)).containsExactly("good morning");
      assertThat(scheduled(at, thread)).isEmpty();
    }
  }

  @Test
  void sameClientIdSchedulesOnce() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    WritingCommand.Schedule command =
        new WritingCommand.Schedule(clientId(), thread, "once", tomorrow());
    ScheduledId id = ben.call(command).scheduled();
    assertThat(ben.call(command).scheduled()).isEqualTo(id);
    assertThat(scheduled(ben, thread)).hasSize(1);
  }

  @Test
  void timeIsBounded() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    for (Instant at :
        List.of(Instant.now(), Instant.now().plus(Limits.SCHEDULE_AHEAD_MAX).plusSeconds(3_600))) {
      TestSteps.refused(
          ErrorCode.INVALID,
          () -> ben.call(new WritingCommand.Schedule(clientId(), thread, "when", at)));
    }
  }

  /** O1: what waits is its author's alone; others find an id that is none. */
  @Test
  void leakWhatWaitsIsToldToNobodyElse() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    String canary = "canary" + clientId();
    try (TestClient owner = ada.connect()) {
      ScheduledId id = schedule(ben, thread, canary);
      assertThat(scheduled(owner, thread)).isEmpty();
      for (WritingCommand<?> command :
          List.of(
              new WritingCommand.CancelScheduled(id),
              new WritingCommand.SendScheduled(id, Optional.empty()),
              change(
                  id, Optional.of("mine"), Optional.empty(), Optional.empty(), Optional.empty()))) {
        TestSteps.refused(ErrorCode.NOT_FOUND, () -> owner.call(command));
      }
      assertThat(owner.received()).noneMatch(frame -> frame.toString().contains(canary));
      assertThat(scheduled(ben, thread)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void messageIntoAClosedConversationIsHeldUntilItsAuthorActs(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    try (Door.Entered at = door.enter(ben);
        TestClient device = SERVER.signIn("Ben").connect()) {
      ScheduledId id = schedule(at, thread, "too late");
      ada.call(new ConversationCommand.Close(clientId(), thread));
      due(id);
      assertThat(held(device, id).reason()).contains(ErrorCode.CLOSED);
      assertThat(scheduled(at, thread).getFirst().state()).isEqualTo(ScheduledState.HELD);
      TestSteps.refused(
          ErrorCode.CLOSED, () -> at.call(new WritingCommand.SendScheduled(id, Optional.empty())));
      ada.call(new ConversationCommand.Reopen(clientId(), thread));
      at.call(new WritingCommand.SendScheduled(id, Optional.empty()));
      assertThat(TestSteps.texts(ada, thread)).containsExactly("too late");
    }
  }

  /** N-7: it is not sent to somebody from outside of whom its author did not know. */
  @ParameterizedTest
  @EnumSource
  void whoCameFromOutsideMeanwhileIsConfirmedFirst(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    try (Door.Entered at = door.enter(ben);
        TestClient device = SERVER.signIn("Ben").connect()) {
      ScheduledId id = schedule(at, thread, "for us alone");
      ScheduledId open =
          at.call(
                  new WritingCommand.Schedule(
                      clientId(),
                      thread,
                      "for all who come",
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      tomorrow(),
                      Optional.of(true)))
              .scheduled();
      TestSteps.external(SERVER, ada, thread, "Eve" + door);
      due(id);
      due(open);
      assertThat(held(device, id).reason()).contains(ErrorCode.AUDIENCE_CHANGED);
      await().atMost(PATIENCE).until(() -> TestSteps.texts(ada, thread).size() == 1);
      assertThat(TestSteps.texts(ada, thread)).containsExactly("for all who come");

      TestSteps.refused(
          ErrorCode.INVALID,
          () ->
              at.call(
                  change(
                      id,
                      Optional.empty(),
                      Optional.of(tomorrow()),
                      Optional.empty(),
                      Optional.empty())));
      String audience =
          at.call(new ConversationCommand.Show(thread)).conversation().audience().orElseThrow();
      at.call(
          change(
              id,
              Optional.empty(),
              Optional.of(tomorrow()),
              Optional.of(audience),
              Optional.empty()));
      due(id);
      await().atMost(PATIENCE).until(() -> TestSteps.texts(ada, thread).size() == 2);
    }
  }

  /** Leak 77: who was removed sends nothing later, and is told nothing of it. */
  @ParameterizedTest
  @EnumSource
  void leak77NothingOfARemovedPersonIsSent(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga" + door);
    try (Door.Entered at = door.enter(olga);
        TestClient device = SERVER.signIn("Olga" + door).connect()) {
      ScheduledId id = schedule(at, thread, "after my time");
      TestSteps.remove(ada, thread, olga.account());
      due(id);
      await()
          .atMost(PATIENCE)
          .until(() ->
              SERVER
                      .database()
                      .execute(
                          "update scheduled set quote = null where id = ? and reason = 'not_found'",
                          id.value())
                  == 1);
      assertThat(scheduled(at, thread)).isEmpty();
      TestSteps.refused(
          ErrorCode.NOT_FOUND,
          () -> at.call(new WritingCommand.SendScheduled(id, Optional.empty())));
      assertThat(TestSteps.texts(ada, thread)).isEmpty();
      assertThat(device.events(Event.ScheduledChanged.class))
          .noneMatch(event -> event.now().filter(it -> it.reason().isPresent()).isPresent());
    }
  }
}
