package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.QuotaState;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.protocol.result.MemberResult.AdditionPreview;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.join.Joining;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Admins see externals by class and beside their quotas, which every way in keeps (G-23, GLUE-5,
 * GLUE-17, GLUE-18, HCL-6, TS-4, TS-5, TS-8, TS-9, TS-16, TS-39, HAP-4); and clients are told where
 * to draw the badge (D12, GLUE-13, GLUE-14, TS-17).
 */
final class ExternalQuotaWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static ExternalCounts counts(TestDoor by) {
    return by.call(new ExternalCommand.Count(WORKSPACE)).counts();
  }

  private static void set(PolicyKey key, int value) {
    OWNER.call(Setting.of(WORKSPACE, PolicyValues.NONE.number(key, value)));
  }

  private static void back(PolicyKey... keys) {
    OWNER.call(Setting.back(WORKSPACE, keys));
  }

  private static AdditionPreview preview(
      TestDoor by, ConversationId conversation, AccountId person) {
    return by.call(
        new MemberCommand.PreviewAdd(
            conversation,
            Optional.of(person),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<AccountId> listed(
      TestDoor by, ConversationId conversation, ExternalClass which, ExternalOrder order) {
    return by
        .call(
            new ExternalCommand.ListExternals(
                WORKSPACE,
                Optional.of(
                    new ExternalFilter(
                        Optional.empty(),
                        Optional.of(which),
                        Optional.of(conversation),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())),
                Optional.of(order),
                Optional.empty(),
                Optional.empty()))
        .externals()
        .stream()
        .map(ExternalEntry::person)
        .flatMap(Optional::stream)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void externalsAreCountedAndListedByClass(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      ExternalCounts before = counts(cast.as(OWNER));
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson finn = cast.external(thread, "Finn");
      TestSteps.add(OWNER, group, finn.account());
      TestSteps.addByMail(
          OWNER, thread, TestServer.address(TestCast.unique("Gil")), new HistoryWindow.FromNow());
      ExternalCounts after = counts(cast.as(OWNER));
      assertThat(after.single().used()).isEqualTo(before.single().used() + 2);
      assertThat(after.multi().used()).isEqualTo(before.multi().used() + 1);
      assertThat(after.all().used()).isEqualTo(before.all().used() + 3);
      assertThat(after.all().max()).isEmpty();
      assertThat(after.all().state()).isEqualTo(QuotaState.WITHIN);
      assertThat(listed(cast.as(OWNER), thread, ExternalClass.SINGLE, ExternalOrder.NAME))
          .containsExactly(eve.account());
      assertThat(listed(cast.as(OWNER), thread, ExternalClass.MULTI, ExternalOrder.GRANTS))
          .containsExactly(finn.account());
      assertThat(
              cast.as(OWNER)
                  .call(new ExternalCommand.Show(WORKSPACE, finn.account()))
                  .external()
                  .externalClass())
          .contains(ExternalClass.MULTI);
      TestSteps.remove(OWNER, group, finn.account());
      assertThat(listed(cast.as(OWNER), thread, ExternalClass.SINGLE, ExternalOrder.GRANTS))
          .containsExactlyInAnyOrder(eve.account(), finn.account());

      TestPerson ben = cast.member("Ben");
      refused(ErrorCode.NOT_ALLOWED, () -> counts(cast.as(ben)));
      refused(ErrorCode.NOT_FOUND, () -> counts(cast.as(eve)));
    }
  }

  /** The member is told that there is no room, the admin how many there are. */
  @ParameterizedTest
  @EnumSource
  void hardQuotaRefusesAndASoftOneWarns(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      int used = counts(OWNER).all().used();
      set(PolicyKey.QUOTA_EXTERNAL_SOFT, used);
      cast.external(thread, "Eve");
      assertThat(counts(cast.as(OWNER)).all().state()).isEqualTo(QuotaState.WARNING);
      set(PolicyKey.QUOTA_EXTERNAL_MAX, used + 1);
      String address = TestServer.address(TestCast.unique("Finn"));
      String toMember = refusal(cast.as(ben), thread, address);
      String toAdmin = refusal(cast.as(OWNER), thread, address);
      assertThat(toAdmin)
          .contains("of the workspace: %d (limit: %d)".formatted(used + 1, used + 1));
      assertThat(toMember).contains("no room is left").doesNotContainPattern("[0-9]");
      assertThat(SERVER.mailsTo(address)).isEmpty();
      assertThat(counts(cast.as(OWNER)).all().state()).isEqualTo(QuotaState.REACHED);
    } finally {
      back(PolicyKey.QUOTA_EXTERNAL_SOFT, PolicyKey.QUOTA_EXTERNAL_MAX);
    }
  }

  private static String refusal(TestDoor by, ConversationId conversation, String email) {
    TestDoor.Refused refused =
        catchThrowableOfType(
            TestDoor.Refused.class, () -> by.call(Adding.email(conversation, email).command()));
    return String.valueOf(refused.getMessage());
  }

  /** TS-39: that somebody becomes a guest of several conversations is told before. */
  @ParameterizedTest
  @EnumSource
  void previewTellsTheChangeOfClassAndWhetherThereIsRoom(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId other = TestSteps.thread(OWNER, "Other", ben.account());
      int multi = counts(OWNER).multi().used();
      AdditionPreview free = preview(cast.as(OWNER), other, eve.account());
      assertThat(free.externalClass()).contains(ExternalClass.SINGLE);
      assertThat(free.externalClassAfter()).contains(ExternalClass.MULTI);
      assertThat(free.overQuota()).isFalse();
      assertThat(free.counts().orElseThrow().multi().used()).isEqualTo(multi + 1);
      set(PolicyKey.QUOTA_MULTI_MAX, multi);
      AdditionPreview full = preview(cast.as(OWNER), other, eve.account());
      assertThat(full.overQuota()).isTrue();
      assertThat(full.counts().orElseThrow().multi().state()).isEqualTo(QuotaState.EXCEEDED);
      AdditionPreview toMember = preview(cast.as(ben), other, eve.account());
      assertThat(toMember.overQuota()).isTrue();
      assertThat(toMember.externalClass()).isEmpty();
      assertThat(toMember.externalClassAfter()).isEmpty();
      assertThat(toMember.counts()).isEmpty();
      refused(
          ErrorCode.LIMIT_REACHED,
          () -> cast.as(OWNER).call(Adding.person(other, eve.account()).command()));
      AdditionPreview member = preview(cast.as(OWNER), other, ben.account());
      assertThat(member.externalClassAfter()).isEmpty();
    } finally {
      back(PolicyKey.QUOTA_MULTI_MAX);
    }
  }

  /**
   * A quota below what is used is planned in numbers; it puts nobody out, and enforcing neither.
   */
  @ParameterizedTest
  @EnumSource
  void loweredQuotaIsPlannedAndPutsNobodyOut(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      PolicyValues none = PolicyValues.NONE.number(PolicyKey.QUOTA_SINGLE_MAX, 0);
      ExternalCounts plan =
          cast.as(OWNER)
              .call(
                  new PolicyCommand.Plan(Optional.of(WORKSPACE), Optional.empty(), none, List.of()))
              .counts()
              .orElseThrow();
      assertThat(plan.single().max()).contains(0);
      assertThat(plan.single().state()).isEqualTo(QuotaState.EXCEEDED);
      assertThat(counts(OWNER).single().max()).isEmpty();
      cast.as(OWNER).call(Setting.of(WORKSPACE, none));
      assertThat(
              cast.as(OWNER)
                  .call(
                      new PolicyCommand.Enforce(
                          clientId(),
                          Optional.of(WORKSPACE),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty()))
                  .ended())
          .isZero();
      TestSteps.send(OWNER, thread, "still here");
      assertThat(cast.texts(eve, thread)).contains("still here");
    } finally {
      back(PolicyKey.QUOTA_SINGLE_MAX);
    }
  }

  /**
   * Strangers are not told how full it is: whom a link would let in at once waits for an answer.
   */
  @ParameterizedTest
  @EnumSource
  void linkThatLetsInAtOnceAsksWhereThereIsNoRoom(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.LINK)));
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      JoinLinkCreated link = OWNER.call(Joining.into(thread).atOnce().command());
      set(PolicyKey.QUOTA_MULTI_MAX, counts(OWNER).multi().used());
      set(PolicyKey.QUOTA_SINGLE_MAX, counts(OWNER).single().used());
      var asked = cast.as(eve).call(Joining.apply(link.token()));
      assertThat(asked.outcome()).isEqualTo(JoinOutcome.PENDING);
      String stranger = TestServer.address(TestCast.unique("Stranger"));
      assertThat(SERVER.nobody().call(Joining.byMail(link.token(), stranger)).outcome())
          .isEqualTo(JoinOutcome.MAILED);
      assertThat(SERVER.mailsTo(stranger)).isEmpty();
      assertThat(cast.as(OWNER).call(new JoinCommand.ListRequests(thread)).requests()).hasSize(2);
      JoinCommand.Approve approve =
          new JoinCommand.Approve(clientId(), asked.request().orElseThrow());
      refused(ErrorCode.LIMIT_REACHED, () -> cast.as(OWNER).call(approve));
      back(PolicyKey.QUOTA_MULTI_MAX, PolicyKey.QUOTA_SINGLE_MAX);
      cast.as(OWNER).call(new JoinCommand.Approve(clientId(), asked.request().orElseThrow()));
      assertThat(cast.texts(eve, thread)).isEmpty();
    } finally {
      back(PolicyKey.QUOTA_MULTI_MAX, PolicyKey.QUOTA_SINGLE_MAX, PolicyKey.EXTERNAL_JOIN);
    }
  }

  /** D12: the flag is said in any case; members and externals are told where to draw it. */
  @ParameterizedTest
  @EnumSource
  void viewsSayWhereTheBadgeIsDrawn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      for (TestPerson reader : List.of(OWNER, eve)) {
        assertThat(shown(cast.as(reader), thread).badgeInMessages()).isTrue();
        assertThat(shown(cast.as(reader), thread).badgeInInbox()).isTrue();
      }
      cast.as(OWNER)
          .call(
              Setting.of(
                  WORKSPACE,
                  Setting.values(
                      Map.of(
                          PolicyKey.BADGE_IN_MESSAGES, false, PolicyKey.BADGE_IN_INBOX, false))));
      for (TestPerson reader : List.of(OWNER, eve)) {
        assertThat(shown(cast.as(reader), thread).badgeInMessages()).isFalse();
        ConversationView entry =
            cast
                .as(reader)
                .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
                .entries()
                .stream()
                .map(InboxEntry::conversation)
                .filter(it -> it.id().equals(thread))
                .findFirst()
                .orElseThrow();
        assertThat(entry.badgeInInbox()).isFalse();
        assertThat(entry.hasExternals()).isTrue();
      }
    } finally {
      back(PolicyKey.BADGE_IN_MESSAGES, PolicyKey.BADGE_IN_INBOX);
    }
  }

  private static ConversationView shown(TestDoor reader, ConversationId conversation) {
    return reader.call(new ConversationCommand.Show(conversation)).conversation();
  }
}
