package io.drawbridge.server.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 8.6: somebody who writes too much is refused at every door, in every way of writing. */
final class QuotaWireTest {
  private static final String FIVE_ROWS = "5, 20000, 1000, 1000000";

  @AutoClose
  static final TestServer SERVER =
      TestServer.start(
          Map.of(ConfigKey.QUOTA_EXTERNAL, FIVE_ROWS, ConfigKey.QUOTA_MEMBER, FIVE_ROWS));

  private static TestPerson owner;

  @BeforeAll
  static void people() {
    owner = SERVER.setUp("Olga");
  }

  private static void refused(TestDoor door, Command<?> command, String quota) {
    assertThatThrownBy(() -> door.call(command))
        .isInstanceOfSatisfying(
            TestDoor.Refused.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
              assertThat(refusal).hasMessageContaining(quota);
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyWayOfWritingCountsAndDeletingDoesNot(Door door) {
    try (TestCast cast = new TestCast(SERVER, owner, door)) {
      TestPerson member = cast.member("Mia");
      TestDoor at = cast.as(member);
      ConversationId thread = TestSteps.thread(at, "Counted"); // 1
      long pos = TestSteps.send(at, thread, "one").pos(); // 2
      at.call(new MessageCommand.Edit("e", thread, pos, "two")); // 3
      at.call(new MessageCommand.React("r", thread, pos, "\ud83d\ude80", true)); // 4
      at.call(new MessageCommand.Pin("p", thread, pos, true)); // 5

      String rows = "quota member_rows_per_minute: used up (expected: at most 5 rows a minute";
      refused(at, new MessageCommand.Send("s", thread, "six", Optional.empty()), rows);
      refused(at, new MessageCommand.Edit("f", thread, pos, "six"), rows);
      refused(at, new MessageCommand.React("q", thread, pos, "\ud83d\udc4d", true), rows);
      refused(at, new MessageCommand.Pin("n", thread, pos, false), rows);
      refused(at, new MessageCommand.RemovePreviews("v", thread, pos), rows);
      refused(
          at,
          new ThreadCommand.Create(
              "t",
              Optional.of(TestSteps.workspace(at)),
              "Six",
              List.of(),
              List.of(),
              Optional.empty()),
          rows);
      at.call(new MessageCommand.Delete("d", thread, pos));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOtherVoteCounts(Door door) {
    try (TestCast cast = new TestCast(SERVER, owner, door)) {
      TestDoor at = cast.as(cast.member("Vera"));
      ConversationId thread = TestSteps.thread(at, "Voted"); // 1
      long pos =
          at.call(
                  new PollCommand.Create(
                      "c",
                      thread,
                      "Which?",
                      List.of("this", "that"),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty()))
              .pos(); // 2
      at.call(new PollCommand.Vote(thread, pos, List.of(0))); // 3
      at.call(new PollCommand.Vote(thread, pos, List.of(1))); // 4
      at.call(new PollCommand.Vote(thread, pos, List.of(1)));
      at.call(new PollCommand.Vote(thread, pos, List.of(0))); // 5
      refused(
          at,
          new PollCommand.Vote(thread, pos, List.of(1)),
          "quota member_rows_per_minute: used up");
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalIsRefusedByBytesAndOthersWriteOn(Door door) {
    try (TestCast cast = new TestCast(SERVER, owner, door)) {
      ConversationId thread = TestSteps.thread(cast.as(owner), "Bridge");
      TestPerson external = cast.external(thread, "Xenia");
      TestDoor at = cast.as(external);
      TestSteps.send(at, thread, "x".repeat(16_000));
      refused(
          at,
          new MessageCommand.Send("b", thread, "x".repeat(16_000), Optional.empty()),
          "quota external_bytes_per_minute: used up (expected: at most 20000 bytes a minute");
      TestSteps.send(cast.as(owner), thread, "still here");
    }
  }
}
