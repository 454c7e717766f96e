package io.drawbridge.server.invite.code;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.InvitationResult.ClaimCodeCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests without an address, through both doors (D14, G-24, TS-34). */
final class ClaimCodeWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  static {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXTERNAL_WITHOUT_EMAIL, true)));
  }

  private static ClaimCodeCreated code(TestDoor by, ConversationId into) {
    return by.call(
        new InvitationCommand.CreateCode(
            clientId(),
            into,
            Optional.of("Mr Okafor"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("patient"),
            Optional.empty(),
            Optional.empty()));
  }

  private static Person person(List<RosterEntry> roster, TestPerson who) {
    return roster.stream()
        .flatMap(it -> it.person().stream())
        .filter(it -> it.id().equals(who.account()))
        .findFirst()
        .orElseThrow();
  }

  /** From the telephone into the conversation, and out of it: nothing after the receipt. */
  @ParameterizedTest
  @EnumSource
  void guestComesByACodeIsMarkedAndIsTakenOut(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Care", ben.account());
      TestSteps.send(OWNER, thread, "before");
      ClaimCodeCreated made = code(cast.as(ben), thread);
      String typed = made.code().value().toLowerCase(Locale.ROOT).replace('-', ' ');

      TestPerson guest = SERVER.claim(new Secret(typed), "Okafor");
      TestSteps.send(ben, thread, "hello");
      TestSteps.send(cast.as(guest), thread, "good day");

      assertThat(cast.texts(guest, thread)).containsExactly("hello", "good day");
      for (TestPerson reader : List.of(OWNER, ben, guest)) {
        Person shown = person(cast.roster(reader, thread), guest);
        assertThat(shown.name()).isEqualTo("Okafor");
        assertThat(shown.external()).isTrue();
        assertThat(shown.unverified()).as("for %s", reader.email()).isTrue();
      }
      assertThat(person(cast.roster(guest, thread), ben).unverified()).isFalse();
      assertThat(cast.as(ben).call(new PeopleCommand.Show(guest.account())).person().unverified())
          .isTrue();
      assertThat(
              cast.as(ben)
                  .call(new PeopleCommand.Find("okafor", Optional.empty(), Optional.empty()))
                  .people())
          .allSatisfy(found -> assertThat(found.unverified()).isTrue())
          .isNotEmpty();
      assertThat(cast.as(guest).call(new AccountCommand.Me()).email()).isEmpty();
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(guest)
                  .call(
                      new GroupCommand.ListGroups(WORKSPACE, Optional.empty(), Optional.empty())));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(guest)
                  .call(
                      new WorkspaceCommand.ListMembers(
                          WORKSPACE, Optional.empty(), Optional.empty())));
      refused(ErrorCode.NOT_ALLOWED, () -> code(cast.as(guest), thread));

      TestClient socket = cast.socket(guest);
      TestSteps.remove(cast.as(ben), thread, guest.account());
      socket.await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      TestSteps.send(ben, thread, "after");
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(guest, thread));
      refused(ErrorCode.LINK_SPENT, () -> SERVER.claim(new Secret(typed), "Another"));
    }
  }

  /** Absent and forbidden are one: who is not in it, or outside, learns nothing of a place. */
  @ParameterizedTest
  @EnumSource
  void whoMayBringNobodyInMakesNoCode(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Care");
      refused(ErrorCode.NOT_FOUND, () -> code(cast.as(ben), thread));
      refused(ErrorCode.NOT_FOUND, () -> code(cast.as(ben), new ConversationId(987_654_321)));
      ConversationId dm = TestSteps.dm(OWNER, ben.account()).id();
      refused(ErrorCode.NOT_ALLOWED, () -> code(cast.as(ben), dm));
    }
  }

  /** The session is all that there is: a session revoked is a person gone. */
  @ParameterizedTest
  @EnumSource
  void guestWhoSignsOutIsOutForGood(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Care");
      TestPerson guest = SERVER.claim(code(cast.as(OWNER), thread).code(), "Okafor");
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              guest.call(
                  new AccountCommand.SetPassword(
                      clientId(), Optional.empty(), TestServer.PASSWORD)));
      guest.call(new AccountCommand.SignOut());
      refused(
          ErrorCode.UNAUTHENTICATED,
          () -> SERVER.nobody().call(new SessionCommand.Refresh(guest.tokens().refreshToken())));
      refused(ErrorCode.UNAUTHENTICATED, () -> guest.call(new AccountCommand.Me()));
    }
  }

  /** What waits is taken back by its inviter; then it is a code like one that never was. */
  @ParameterizedTest
  @EnumSource
  void codeIsTakenBack(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Care", ben.account());
      ClaimCodeCreated made = code(cast.as(ben), thread);
      assertThat(
              cast.as(ben)
                  .call(new InvitationCommand.ListInvitations(Optional.of(thread)))
                  .invitations())
          .singleElement()
          .satisfies(it -> assertThat(it.name()).contains("Mr Okafor"));
      cast.as(ben)
          .call(
              new MemberCommand.Remove(
                  clientId(),
                  thread,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(made.invitation()),
                  false,
                  Optional.empty()));
      refused(ErrorCode.LINK_SPENT, () -> SERVER.claim(made.code(), "Okafor"));
    }
  }
}
