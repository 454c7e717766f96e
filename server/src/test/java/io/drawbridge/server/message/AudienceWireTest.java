package io.drawbridge.server.message;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand.Show;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.policy.AudienceGuard;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guard of audiences: nobody reads what was written before its author knew of them (N-7). */
final class AudienceWireTest {
  private static final int AUTHORS = 20;

  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static String audience(TestDoor by, ConversationId conversation) {
    return by.call(new Show(conversation)).conversation().audience().orElseThrow();
  }

  private static MessageResult.Sent send(
      TestDoor by, ConversationId conversation, String text, String audience) {
    return by.call(
        new MessageCommand.Send(
            TestSteps.clientId(), conversation, text, Optional.empty(), Optional.of(audience)));
  }

  private static void outgrown(TestDoor by, ConversationId conversation, String audience) {
    refused(ErrorCode.AUDIENCE_CHANGED, () -> send(by, conversation, "for us alone", audience));
  }

  /** Whom the author knows of, by looking again, they have confirmed. */
  private static String confirmed(TestDoor by, ConversationId conversation, String before) {
    outgrown(by, conversation, before);
    String now = audience(by, conversation);
    send(by, conversation, "for all of us", now);
    return now;
  }

  @ParameterizedTest
  @EnumSource
  void whoComesFromOutsideIsConfirmedWhicheverWayTheyCome(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor by = cast.as(OWNER);
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      TestPerson finn = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Finn");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      String seen = audience(by, thread);
      send(by, thread, "alone", seen);
      // By name.
      OWNER.call(Adding.person(thread, eve.account()).command());
      seen = confirmed(by, thread, seen);
      // By address: from the invitation on, and not again when it is accepted (7.5).
      String address = TestCast.unique("gina") + "@firm.example";
      TestSteps.addByMail(OWNER, thread, address, new HistoryWindow.FromNow());
      seen = confirmed(by, thread, seen);
      SERVER.redeem("Gina", address);
      send(by, thread, "she had been invited", seen);
      // By a group that has externals, and by coming into such a group.
      OWNER.call(Adding.person(group, finn.account()).command());
      OWNER.call(Adding.group(thread, group).command());
      seen = confirmed(by, thread, seen);
      TestSteps.addByMail(
          OWNER, group, TestCast.unique("hal") + "@firm.example", new HistoryWindow.FromNow());
      confirmed(by, thread, seen);
      // By the end of a suspension.
      OWNER.call(
          new WorkspaceCommand.Suspend(
              TestSteps.clientId(), WORKSPACE, eve.account(), Optional.empty()));
      seen = audience(by, thread);
      OWNER.call(new WorkspaceCommand.Unsuspend(TestSteps.clientId(), WORKSPACE, eve.account()));
      seen = confirmed(by, thread, seen);
      // Who goes, and who is a member, is asked about by nobody.
      TestSteps.remove(OWNER, thread, eve.account());
      OWNER.call(Adding.person(thread, cast.member("Ben").account()).command());
      send(by, thread, "fewer, and one of us", seen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void policySaysAboutWhomAuthorsAreAsked(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor by = cast.as(OWNER);
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      OWNER.call(Setting.of(group, Setting.value(PolicyKey.AUDIENCE_GUARD, AudienceGuard.ALWAYS)));
      String seen = audience(by, group);
      OWNER.call(Adding.person(group, cast.member("Ben").account()).command());
      confirmed(by, group, seen);
      ConversationId other = TestSteps.group(OWNER, TestCast.unique("Project"));
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.AUDIENCE_GUARD, AudienceGuard.OFF)));
      seen = audience(by, other);
      cast.external(other, "Eve");
      send(by, other, "not asked", seen);
      OWNER.call(
          Setting.of(WORKSPACE, Setting.value(PolicyKey.AUDIENCE_GUARD, AudienceGuard.EXTERNALS)));
    }
  }

  /** An external is not told that somebody came: by no token, and by no refusal (N-3). */
  @ParameterizedTest
  @EnumSource
  void externalsLearnNothingByTheGuard(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      String owners = audience(OWNER, thread);
      TestDoor by = cast.as(eve);
      assertThat(by.call(new Show(thread)).conversation().audience()).isEmpty();
      cast.external(thread, "Finn");
      outgrown(OWNER, thread, owners);
      send(by, thread, "with a token of others", owners);
      refused(ErrorCode.INVALID, () -> send(by, thread, "with a made-up one", "everybody"));
    }
  }

  /** A repeated send is the same send: what was confirmed then is not asked again. */
  @Test
  void repeatedSendIsNotAskedAgain() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      MessageCommand.Send send =
          new MessageCommand.Send(
              TestSteps.clientId(),
              thread,
              "once",
              Optional.empty(),
              Optional.of(audience(OWNER, thread)));
      MessageResult.Sent sent = OWNER.call(send);
      cast.external(thread, "Eve");
      assertThat(OWNER.call(send)).isEqualTo(sent);
    }
  }

  /**
   * While many write, somebody from outside comes: of what they get, nothing was written to the
   * audience before them.
   */
  @Test
  void nothingWrittenForFewerReachesWhoCameMeanwhile() throws Exception {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String before = audience(OWNER, thread);
      List<Future<Boolean>> sends = new ArrayList<>();
      List<Future<?>> additions = new ArrayList<>();
      for (int i = 0; i < AUTHORS; i++) {
        String text = "before " + i;
        sends.add(threads.submit(() -> sentUnlessOutgrown(thread, text, before)));
        if (i == AUTHORS / 2) {
          additions.add(
              threads.submit(() -> OWNER.call(Adding.person(thread, eve.account()).command())));
        }
      }
      for (Future<?> addition : additions) {
        addition.get();
      }
      int through = 0;
      for (Future<Boolean> send : sends) {
        through += send.get() ? 1 : 0;
      }
      assertThat(cast.texts(eve, thread)).noneMatch(text -> text.startsWith("before"));
      assertThat(cast.texts(OWNER, thread)).hasSize(through);
      outgrown(OWNER, thread, before);
      send(OWNER, thread, "after", audience(OWNER, thread));
      assertThat(cast.texts(eve, thread)).containsExactly("after");
    }
  }

  private static boolean sentUnlessOutgrown(ConversationId thread, String text, String audience) {
    try {
      send(OWNER, thread, text, audience);
      return true;
    } catch (TestDoor.Refused refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.AUDIENCE_CHANGED);
      return false;
    }
  }
}
