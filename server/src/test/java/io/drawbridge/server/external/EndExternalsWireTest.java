package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.people.ExternalSelection.Grants;
import io.drawbridge.protocol.people.ExternalSelection.OfConversation;
import io.drawbridge.protocol.people.ExternalSelection.OfInviter;
import io.drawbridge.protocol.people.ExternalSelection.OfMailDomain;
import io.drawbridge.protocol.people.ExternalSelection.OfPerson;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.protocol.result.ExternalResult.ExternalsToEnd;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.join.Joining;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ending what externals have by firm, person, inviter, conversation and one by one, through both
 * doors (N-11, G-9, HAP-10, HAP-11, HAP-20, 7.3).
 *
 * <p>Shows GLUE-1, HAP-12, HAP-13, HAP-15.
 */
final class EndExternalsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static ExternalCommand.End end(ExternalSelection which) {
    return new ExternalCommand.End(clientId(), WORKSPACE, which, Optional.of("the deal is off"));
  }

  private static ExternalsToEnd preview(TestDoor by, ExternalSelection which) {
    return by.call(new ExternalCommand.PreviewEnd(WORKSPACE, which));
  }

  /** What the preview says is what happens. */
  private static ExternalsEnded endAsForeseen(TestDoor by, ExternalSelection which) {
    ExternalsToEnd foreseen = preview(by, which);
    ExternalsEnded ended = by.call(end(which));
    assertThat(ended.grants()).isEqualTo(foreseen.grants());
    assertThat(ended.invitations()).isEqualTo(foreseen.invitations());
    assertThat(ended.joinLinks()).isEqualTo(foreseen.joinLinks());
    assertThat(ended.joinRequests()).isEqualTo(foreseen.joinRequests());
    assertThat(ended.people()).isEqualTo(foreseen.people());
    assertThat(ended.conversations()).isEqualTo(foreseen.conversations());
    assertThat(preview(by, which).grants()).isZero();
    assertThat(preview(by, which).invitations()).isZero();
    assertThat(preview(by, which).joinLinks()).isZero();
    assertThat(preview(by, which).joinRequests()).isZero();
    return ended;
  }

  private static TestPerson of(String firm, ConversationId conversation, String name) {
    String unique = TestCast.unique(name);
    String email = unique.toLowerCase(Locale.ROOT) + "@" + firm;
    TestSteps.addByMail(OWNER, conversation, email, new HistoryWindow.FromNow());
    return SERVER.redeem(unique, email);
  }

  @ParameterizedTest
  @EnumSource
  void firmLosesEverythingAtOnceAndOthersNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      TestPerson eve = of(firm, thread, "Eve");
      TestPerson finn = of(firm, group, "Finn");
      TestSteps.add(OWNER, group, eve.account());
      TestSteps.dm(OWNER, eve.account());
      TestPerson other = of("other." + firm, thread, "Other");
      String waiting = TestCast.unique("waiting") + "@" + firm;
      TestSteps.addByMail(OWNER, thread, waiting, new HistoryWindow.FromNow());
      cast.socket(eve);
      long last = TestSteps.send(OWNER, thread, "seen").pos();

      ExternalsEnded ended =
          endAsForeseen(cast.as(OWNER), new OfMailDomain(firm.toUpperCase(Locale.ROOT)));

      TestSteps.send(OWNER, thread, "never");
      assertThat(ended.grants()).isEqualTo(4);
      assertThat(ended.people()).isEqualTo(2);
      assertThat(ended.conversations()).isEqualTo(3);
      assertThat(ended.invitations()).isEqualTo(1);
      assertThat(ended.receipt().epoch()).isPresent();
      assertThat(ended.receipt().sessions())
          .anyMatch(it -> it.session().equals(eve.tokens().session()));
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(group));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(finn, group));
      assertThat(cast.socket(eve).events(LogEvent.MessagePosted.class))
          .noneMatch(it -> it.pos() > last);
      assertThat(cast.texts(other, thread)).containsExactly("seen", "never");
    }
  }

  /** N-11: a firm goes with the links that are for it, and with what its people asked. */
  @ParameterizedTest
  @EnumSource
  void linksAndRequestsOfAFirmEndWithIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = of(firm, TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      JoinLinkCreated theirs = OWNER.call(Joining.into(thread).from(firm).command());
      JoinLinkCreated shared =
          OWNER.call(Joining.into(thread).from(firm, "other.example").command());
      JoinLinkCreated anybodys = OWNER.call(Joining.link(thread));
      cast.as(eve).call(Joining.apply(shared.token()));
      String typed = TestCast.unique("typed") + "@" + firm;
      SERVER.nobody().call(Joining.byMail(anybodys.token(), typed));
      SERVER.nobody().call(Joining.byMail(anybodys.token(), "somebody@other.example"));

      ExternalsEnded ended = endAsForeseen(cast.as(OWNER), new OfMailDomain(firm));

      assertThat(ended.joinLinks()).isEqualTo(1);
      assertThat(ended.joinRequests()).isEqualTo(2);
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(Joining.apply(theirs.token())));
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(Joining.apply(shared.token())));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> SERVER.nobody().call(Joining.byMail(shared.token(), "fresh@" + firm)));
      assertThat(OWNER.call(new JoinCommand.ListRequests(thread)).requests())
          .extracting(JoinRequestView::email)
          .containsExactly(Optional.of("somebody@other.example"));
    }
  }

  /** N-11: what somebody gave goes with the links by which more would come. */
  @ParameterizedTest
  @EnumSource
  void linksOfAnInviterAndIntoAConversationEndWithTheirGrants(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      JoinLinkCreated bens = cast.as(ben).call(Joining.link(thread));
      JoinLinkCreated owners = OWNER.call(Joining.link(thread));
      cast.as(eve).call(Joining.apply(bens.token()));
      cast.as(eve).call(Joining.apply(owners.token()));
      ExternalsEnded byBen = endAsForeseen(cast.as(ben), new OfInviter(ben.account()));
      assertThat(byBen.joinLinks()).isEqualTo(1);
      assertThat(byBen.joinRequests()).isEqualTo(1);
      refused(
          ErrorCode.LINK_SPENT, () -> SERVER.nobody().call(new JoinCommand.OpenLink(bens.token())));
      ExternalsEnded all = endAsForeseen(cast.as(OWNER), new OfConversation(thread));
      assertThat(all.joinLinks()).isEqualTo(1);
      assertThat(all.joinRequests()).isEqualTo(1);
      refused(
          ErrorCode.LINK_SPENT,
          () -> SERVER.nobody().call(new JoinCommand.OpenLink(owners.token())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void personLosesAllTheyHave(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId first = TestSteps.thread(OWNER, "First");
      ConversationId second = TestSteps.thread(OWNER, "Second");
      TestPerson eve = cast.external(first, "Eve");
      TestSteps.addByMail(OWNER, second, eve.email(), new HistoryWindow.FromNow());
      ExternalsEnded ended = endAsForeseen(cast.as(OWNER), new OfPerson(eve.account()));
      assertThat(ended.grants()).isEqualTo(1);
      assertThat(ended.invitations()).isEqualTo(1);
      assertThat(eve.call(new InvitationCommand.ListInvitations(Optional.empty())).invitations())
          .isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, first));
    }
  }

  /** A member needs no office to take back what they gave, and can take back nothing else. */
  @ParameterizedTest
  @EnumSource
  void membersEndWhatTheyGaveThemselves(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Shared", ben.account());
      TestPerson owners = cast.external(thread, "Owners");
      TestPerson bens = TestSteps.external(SERVER, ben, thread, TestCast.unique("Bens"));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(end(new OfInviter(OWNER.account()))));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(end(new OfPerson(bens.account()))));
      refused(ErrorCode.NOT_ALLOWED, () -> preview(cast.as(ben), new OfConversation(thread)));
      ExternalsEnded ended = endAsForeseen(cast.as(ben), new OfInviter(ben.account()));
      assertThat(ended.grants()).isEqualTo(1);
      assertThat(ended.receipt().epoch()).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(bens, thread));
      assertThat(cast.texts(owners, thread)).isEmpty();
    }
  }

  /** N-6: a group leads nobody back there. */
  @ParameterizedTest
  @EnumSource
  void conversationIsLeftByAllExternalsWhateverLeadsThemThere(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Project"));
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(OWNER, group, "hello");
      OWNER.call(Adding.group(thread, group).command());
      TestPerson byGroup = cast.external(group, "ByGroup");
      TestPerson direct = cast.external(thread, "Direct");
      TestPerson member = cast.member("Member");
      TestSteps.add(OWNER, thread, member.account());
      ExternalsEnded ended = endAsForeseen(cast.as(OWNER), new OfConversation(thread));
      assertThat(ended.grants()).isEqualTo(2);
      assertThat(ended.conversations()).isEqualTo(1);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(byGroup, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(direct, thread));
      assertThat(cast.texts(byGroup, group)).isEmpty();
      assertThat(cast.texts(member, thread)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void grantsEndOneByOneAndARepeatedCommandTellsTheSame(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId first = TestSteps.thread(OWNER, "First");
      ConversationId second = TestSteps.thread(OWNER, "Second");
      TestPerson eve = cast.external(first, "Eve");
      TestSteps.add(OWNER, second, eve.account());
      TestPerson finn = cast.external(second, "Finn");
      ExternalCommand.End end =
          end(
              new Grants(
                  List.of(
                      new Grant(eve.account(), first),
                      new Grant(finn.account(), second),
                      new Grant(finn.account(), first))));
      ExternalsEnded ended = cast.as(OWNER).call(end);
      ExternalsEnded again = cast.as(OWNER).call(end);
      assertThat(ended.grants()).isEqualTo(2);
      assertThat(again.grants()).isEqualTo(2);
      assertThat(again.people()).isEqualTo(2);
      assertThat(cast.texts(eve, second)).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, first));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(finn, second));
    }
  }

  /** More than fits into one change. */
  @ParameterizedTest
  @EnumSource
  void hundredsOfGrantsEndWithOneReceipt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First"), "Eve");
      for (int i = 0; i < 120; i++) {
        TestSteps.thread(OWNER, "Thread " + i, eve.account());
      }
      ExternalsEnded ended = endAsForeseen(cast.as(OWNER), new OfPerson(eve.account()));
      assertThat(ended.grants()).isEqualTo(121);
      assertThat(ended.conversations()).isEqualTo(121);
      assertThat(ended.receipt().at()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalsAndStrangersAreToldThatThereIsNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(end(new OfInviter(eve.account()))));
      refused(ErrorCode.NOT_FOUND, () -> preview(cast.as(eve), new OfPerson(eve.account())));
    }
  }
}
