package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.policy.PolicyKey;
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
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody brings the first external into a conversation without a word that they know, where the
 * policy asks for it; the first is who is invited first (G-21).
 */
final class FirstExternalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  @BeforeAll
  static void ask() {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.CONFIRM_FIRST_EXTERNAL, true)));
  }

  private static String address() {
    return TestServer.address(TestCast.unique("Finn"));
  }

  private static MemberCommand.AddMany many(ConversationId conversation, boolean known) {
    return new MemberCommand.AddMany(
        clientId(),
        conversation,
        List.of(new Addressee(address(), Optional.empty(), Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(known));
  }

  private static void askedFor(TestDoor by, MemberCommand.Add addition) {
    refused(ErrorCode.FIRST_EXTERNAL, () -> by.call(addition));
  }

  private static int outside(TestDoor by, ConversationId conversation) {
    return by.call(new ConversationCommand.Show(conversation))
        .conversation()
        .externals()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void theFirstByAddressIsAskedForAndTheSecondIsNot(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestDoor owner = cast.as(OWNER);
      Adding first = Adding.email(thread, address());
      askedFor(owner, first.command());
      assertThat(outside(owner, thread)).isZero();
      var added = owner.call(first.knowing().command());
      assertThat(added.state()).isEqualTo(RosterState.INVITED);
      // Invited is enough: nobody has accepted anything.
      owner.call(Adding.email(thread, address()).command());
      assertThat(outside(owner, thread)).isEqualTo(2);
    }
  }

  @Test
  void afterTheLastIsTakenBackTheNextIsTheFirstAgain() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    InvitationId invitation =
        OWNER.call(Adding.email(thread, address()).knowing().command()).invitation().orElseThrow();
    OWNER.call(
        new MemberCommand.Remove(
            clientId(),
            thread,
            Optional.empty(),
            Optional.empty(),
            Optional.of(invitation),
            false,
            Optional.empty()));
    askedFor(OWNER, Adding.email(thread, address()).command());
  }

  @ParameterizedTest
  @EnumSource
  void theFirstByNameAndByGroupIsAskedFor(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestDoor owner = cast.as(OWNER);
      ConversationId known = TestSteps.thread(OWNER, "Known");
      String name = TestCast.unique("Eve");
      owner.call(Adding.email(known, TestServer.address(name)).knowing().command());
      TestPerson eve = SERVER.redeem(name);

      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      askedFor(owner, Adding.person(thread, eve.account()).command());
      // A member is no external, and adding who is there is no addition.
      TestPerson ben = cast.member("Ben");
      owner.call(Adding.person(thread, ben.account()).command());
      owner.call(Adding.person(thread, eve.account()).knowing().command());
      owner.call(Adding.person(thread, eve.account()).command());

      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Room"));
      owner.call(Adding.person(group, eve.account()).knowing().command());
      ConversationId other = TestSteps.thread(OWNER, "Other");
      askedFor(owner, Adding.group(other, group).command());
      owner.call(Adding.group(other, group).knowing().command());
    }
  }

  @Test
  void manyAtOnceAndJoinLinksAreAskedAboutToo() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    refused(ErrorCode.FIRST_EXTERNAL, () -> OWNER.call(many(thread, false)));
    JoinCommand.CreateLink link = Joining.into(thread).command();
    refused(ErrorCode.FIRST_EXTERNAL, () -> OWNER.call(link));
    assertThat(OWNER.call(many(thread, true)).rows()).hasSize(1);
    OWNER.call(link);
  }

  /** Who has no right to bring anybody in learns nothing of who is there. */
  @Test
  void theRightIsAskedBeforeTheWord() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      TestPerson ben = cast.member("Ben");
      refused(ErrorCode.NOT_FOUND, () -> ben.call(Adding.email(thread, address()).command()));
    }
  }

  /** The preview tells that they would be the first, and needs no word (N-5). */
  @Test
  void thePreviewNeedsNoWord() {
    ConversationId thread = TestSteps.thread(OWNER, "Offer");
    assertThat(
            OWNER
                .call(
                    new MemberCommand.PreviewAdd(
                        thread,
                        Optional.empty(),
                        Optional.of(address()),
                        Optional.empty(),
                        Optional.empty()))
                .first())
        .isTrue();
  }
}
