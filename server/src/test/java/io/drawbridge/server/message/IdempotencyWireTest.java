package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sent twice, done once: the same answer again, whatever door the second attempt takes. */
final class IdempotencyWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch");
  }

  private int messages() {
    return ada.call(
            new MessageCommand.ShowHistory(
                thread, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
        .messages()
        .size();
  }

  private List<Function<String, Command<?>>> mutations(long pos) {
    return List.of(
        id -> new MessageCommand.Send(id, thread, "text", Optional.empty()),
        id -> new MessageCommand.Edit(id, thread, pos, "edited"),
        id -> new MessageCommand.React(id, thread, pos, "👍", true),
        id -> new MessageCommand.Pin(id, thread, pos, true),
        id -> new InterestCommand.Follow(id, thread, true),
        id -> new MessageCommand.Delete(id, thread, pos));
  }

  @ParameterizedTest
  @EnumSource
  void everyMutationAnswersTheSameAgainAtEveryDoor(Door door) {
    long pos = TestSteps.send(ada, thread, "target").pos();
    try (Door.Entered at = door.enter(ada)) {
      for (Function<String, Command<?>> mutation : mutations(pos)) {
        Command<?> command = mutation.apply(TestSteps.clientId());
        Result first = call(at, command);
        assertThat(call(at, command)).isEqualTo(first);
        assertThat(call(ada, command)).isEqualTo(first);
      }
    }
    assertThat(messages()).isEqualTo(2);
  }

  private static Result call(TestDoor door, Command<?> command) {
    return door.call(command);
  }

  @ParameterizedTest
  @EnumSource
  void sameClientIdForSomethingElseIsRefused(Door door) {
    long pos = TestSteps.send(ada, thread, "target").pos();
    String id = TestSteps.clientId();
    try (Door.Entered at = door.enter(ada)) {
      at.call(new MessageCommand.Send(id, thread, "text", Optional.empty()));
      List<Command<?>> others = new ArrayList<>();
      mutations(pos).stream().skip(1).forEach(mutation -> others.add(mutation.apply(id)));
      others.add(new MessageCommand.Send(id, thread, "other text", Optional.empty()));
      for (Command<?> other : others) {
        assertThatThrownBy(() -> at.call(other))
            .isInstanceOfSatisfying(
                TestDoor.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CLIENT_ID_REUSED));
      }
    }
    assertThat(messages()).isEqualTo(2);
  }

  @Test
  void manyAttemptsAtOnceAreOneMessage() throws Exception {
    MessageCommand.Send command =
        new MessageCommand.Send(TestSteps.clientId(), thread, "once", Optional.empty());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Sent>> attempts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        attempts.add(threads.submit(() -> ada.call(command)));
      }
      Sent first = attempts.getFirst().get();
      for (Future<Sent> attempt : attempts) {
        assertThat(attempt.get()).isEqualTo(first);
      }
    }
    assertThat(messages()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void rightOfNowIsAskedBeforeTheAnswerOfThen(Door door) {
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga" + door);
    MessageCommand.Send command =
        new MessageCommand.Send(TestSteps.clientId(), thread, "mine", Optional.empty());
    try (Door.Entered at = door.enter(olga)) {
      at.call(command);
      TestSteps.remove(ada, thread, olga.account());
      assertThatThrownBy(() -> at.call(command))
          .isInstanceOfSatisfying(
              TestDoor.Refused.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }
}
