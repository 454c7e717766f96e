package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MemberResult.AdditionPreview;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A preview tells what an addition would give, by the code that gives it (N-5, G-21, G-22, TS-39).
 */
final class PreviewAdditionWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static AdditionPreview preview(
      TestDoor by, ConversationId conversation, AccountId person, Optional<HistoryWindow> history) {
    return by.call(
        new MemberCommand.PreviewAdd(
            conversation, Optional.of(person), Optional.empty(), history, Optional.empty()));
  }

  private static AdditionPreview preview(TestDoor by, ConversationId conversation, String email) {
    return by.call(
        new MemberCommand.PreviewAdd(
            conversation,
            Optional.empty(),
            Optional.of(email),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<RosterEntry> roster(ConversationId conversation) {
    return OWNER
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasForetoldIsWhatTheyGet(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      for (int i = 0; i < 5; i++) {
        TestSteps.send(OWNER, thread, "line " + i);
      }
      List<HistoryWindow> windows =
          List.of(
              new HistoryWindow.FromNow(),
              new HistoryWindow.Everything(),
              new HistoryWindow.LastDays(1),
              new HistoryWindow.FromMessage(TestSteps.send(OWNER, thread, "this").pos()));
      for (HistoryWindow window : windows) {
        AdditionPreview foretold =
            preview(cast.as(OWNER), thread, eve.account(), Optional.of(window));
        // A preview adds nobody.
        assertThat(roster(thread)).hasSize(1);
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
        assertThat(foretold.external()).isTrue();
        assertThat(foretold.there()).isFalse();
        assertThat(foretold.people()).isEqualTo(1);
        assertThat(foretold.externals()).isZero();
        assertThat(foretold.first()).isTrue();
        assertThat(foretold.elsewhere()).contains(1);
        OWNER.call(Adding.person(thread, eve.account()).seeing(window).command());
        assertThat(cast.texts(eve, thread)).hasSize(foretold.messages());
        assertThat(preview(cast.as(OWNER), thread, eve.account(), Optional.empty()).there())
            .isTrue();
        TestSteps.remove(OWNER, thread, eve.account());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressIsForetoldAsAnExternalWhoIsInvited(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      ConversationId thread = TestSteps.thread(OWNER, "Of the group");
      OWNER.call(Adding.group(thread, group).command());
      OWNER.call(Setting.of(group, Setting.value(PolicyKey.EXTERNAL_DAYS_DEFAULT, 10)));
      String firm = TestCast.unique("firm") + ".example";
      AdditionPreview first = preview(cast.as(OWNER), group, "eve@" + firm);
      assertThat(first.first()).isTrue();
      assertThat(first.threads()).isEqualTo(1);
      assertThat(first.newMailDomain()).contains(true);
      assertThat(first.elsewhere()).isEmpty();
      assertThat(SERVER.mailsTo("eve@" + firm)).isEmpty();
      TestSteps.addByMail(OWNER, group, "eve@" + firm, new HistoryWindow.FromNow());
      AdditionPreview second = preview(cast.as(OWNER), group, "finn@" + firm);
      assertThat(second.first()).isFalse();
      assertThat(second.externals()).isEqualTo(1);
      assertThat(second.newMailDomain()).contains(false);
      assertThat(preview(cast.as(OWNER), group, "eve@" + firm).there()).isTrue();
    }
  }

  /** The same refusals as of the addition; of other conversations only admins hear. */
  @ParameterizedTest
  @EnumSource
  void previewIsForThoseWhoMayAddAndTellsMembersNothingOfElsewhere(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      ConversationId other = TestSteps.thread(ben, "Other");
      AdditionPreview told = preview(cast.as(ben), other, eve.account(), Optional.empty());
      assertThat(told.external()).isTrue();
      assertThat(told.elsewhere()).isEmpty();
      assertThat(told.newMailDomain()).isEmpty();
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> preview(cast.as(eve), thread, ben.account(), Optional.empty()));
      refused(
          ErrorCode.NOT_FOUND, () -> preview(cast.as(eve), other, ben.account(), Optional.empty()));
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(ben)
                  .call(
                      new MemberCommand.PreviewAdd(
                          other,
                          Optional.of(eve.account()),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(Instant.now().minus(Duration.ofDays(1))))));
      OWNER.call(Setting.of(thread, Setting.invite(ExternalInvite.ADMINS)));
      refused(ErrorCode.NOT_ALLOWED, () -> preview(cast.as(ben), thread, "x@partner.example"));
    }
  }
}
