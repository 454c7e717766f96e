package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * DMs: with oneself, with one, with a few, with externals (GLUE-3, D7, HCL-39).
 *
 * <p>Shows GLUE-7, HCL-26, TS-27.
 */
final class DmWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static DmCommand.Open byAddress(Optional<WorkspaceId> home, String email) {
    return new DmCommand.Open(TestSteps.clientId(), home, List.of(), Optional.of(email));
  }

  private static ConversationView open(TestCast cast, TestPerson by, AccountId... people) {
    return TestSteps.dm(cast.as(by), people);
  }

  @ParameterizedTest
  @EnumSource
  void everybodyHasOneWithOneself(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationView own = open(cast, eve);
      assertThat(own.name()).startsWith("Eve");
      assertThat(own.workspace()).isEmpty();
      assertThat(own.hasExternals()).isFalse();
      TestSteps.send(cast.as(eve), own.conversation(), "note");
      assertThat(open(cast, eve, eve.account()).conversation()).isEqualTo(own.conversation());
      assertThat(cast.texts(eve, own.conversation())).containsExactly("note");
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(OWNER, own.conversation()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void onePerSetOfPeopleWhoeverOpensIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationView bens = open(cast, ben, cleo.account());
      ConversationView cleos = open(cast, cleo, ben.account());
      assertThat(cleos.conversation()).isEqualTo(bens.conversation());
      assertThat(bens.workspace()).contains(TestSteps.workspace(OWNER));
      assertThat(bens.name()).startsWith("Cleo");
      assertThat(cleos.name()).startsWith("Ben");
      ConversationView three = open(cast, ben, cleo.account(), OWNER.account());
      assertThat(three.conversation()).isNotEqualTo(bens.conversation());
      assertThat(open(cast, OWNER, ben.account(), cleo.account()).conversation())
          .isEqualTo(three.conversation());
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyAtOnceFindTheSame(Door door) throws Exception {
    try (TestCast cast = new TestCast(SERVER, OWNER, door);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      List<Future<ConversationId>> opened = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        opened.add(threads.submit(() -> open(cast, ben, eve.account()).conversation()));
        opened.add(threads.submit(() -> open(cast, eve, ben.account()).conversation()));
      }
      Set<ConversationId> found = new HashSet<>();
      for (Future<ConversationId> one : opened) {
        found.add(one.get());
      }
      assertThat(found).hasSize(1);
    }
  }

  /** D7: externals write to those they share a conversation with, and to nobody else. */
  @ParameterizedTest
  @EnumSource
  void externalWritesToCoParticipantsOnly(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      ConversationView dm = open(cast, eve, ben.account());
      assertThat(dm.workspace()).contains(TestSteps.workspace(OWNER));
      assertThat(dm.foreign()).isTrue();
      assertThat(dm.hasExternals()).isTrue();
      TestSteps.send(cast.as(eve), dm.conversation(), "hello");
      assertThat(cast.texts(ben, dm.conversation())).containsExactly("hello");
      for (AccountId stranger : List.of(cleo.account(), new AccountId(99))) {
        refused(ErrorCode.NOT_FOUND, () -> open(cast, eve, stranger));
      }
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(eve)
                  .call(
                      new DmCommand.Open(
                          TestSteps.clientId(),
                          Optional.of(TestSteps.workspace(OWNER)),
                          List.of(ben.account()),
                          Optional.empty())));
    }
  }

  /** GLUE-3, D3: by address, into a DM of its own, no matter whose it is. */
  @ParameterizedTest
  @EnumSource
  void addressIsInvitedIntoADm(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Optional<WorkspaceId> home = Optional.of(TestSteps.workspace(OWNER));
      String name = TestCast.unique("Fay");
      String email = TestServer.address(name);
      ConversationView dm = cast.as(OWNER).call(byAddress(home, email)).conversation();
      assertThat(dm.name()).isEqualTo(email);
      assertThat(cast.as(OWNER).call(byAddress(home, email)).conversation().id())
          .isEqualTo(dm.conversation());
      TestPerson fay = SERVER.redeem(name);
      ConversationView hers =
          cast.as(fay).call(new ConversationCommand.Show(dm.conversation())).conversation();
      assertThat(hers.name()).isEqualTo("Owner");
      assertThat(hers.foreign()).isTrue();
      assertThat(
              cast.as(OWNER)
                  .call(new ConversationCommand.Show(dm.conversation()))
                  .conversation()
                  .name())
          .isEqualTo(name);
      assertThat(cast.as(OWNER).call(byAddress(home, email)).conversation().id())
          .isEqualTo(dm.conversation());
      assertThat(
              cast.as(OWNER)
                  .call(
                      new DmCommand.Open(
                          TestSteps.clientId(), home, List.of(fay.account()), Optional.empty()))
                  .conversation()
                  .id())
          .isEqualTo(dm.conversation());
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressOfAContactLeadsToADmOfItsOwn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationView byName = open(cast, OWNER, eve.account());
      ConversationView byMail =
          cast.as(OWNER).call(byAddress(Optional.empty(), eve.email())).conversation();
      assertThat(byMail.conversation()).isNotEqualTo(byName.conversation());
      assertThat(byMail.name()).isEqualTo(eve.email());
    }
  }

  /** A DM that waits for the owner of an address is nobody's note pad, and no DM of fewer. */
  @ParameterizedTest
  @EnumSource
  void pendingAddressIsOneOfThePeople(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      String email = TestServer.address(TestCast.unique("gil"));
      ConversationId two =
          cast.as(ben).call(byAddress(Optional.empty(), email)).conversation().id();
      assertThat(open(cast, ben).conversation()).isNotEqualTo(two);
      ConversationId three =
          cast.as(ben)
              .call(
                  new DmCommand.Open(
                      TestSteps.clientId(),
                      Optional.of(TestSteps.workspace(OWNER)),
                      List.of(cleo.account()),
                      Optional.of(email)))
              .conversation()
              .id();
      assertThat(open(cast, ben, cleo.account()).conversation()).isNotEqualTo(three);
    }
  }

  /** D2. */
  @ParameterizedTest
  @EnumSource
  void externalInvitesNobodyIntoADm(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(eve).call(byAddress(Optional.empty(), "friend@example.com")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void peopleOfADmNeverChange(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId dm = open(cast, ben, OWNER.account()).conversation();
      refused(ErrorCode.NOT_ALLOWED, () -> TestSteps.add(cast.as(ben), dm, cleo.account()));
      refused(ErrorCode.NOT_ALLOWED, () -> TestSteps.remove(cast.as(ben), dm, OWNER.account()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLeftComesBackToWhatFollows(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId dm = open(cast, ben, OWNER.account()).conversation();
      TestSteps.send(cast.as(ben), dm, "first");
      TestSteps.leave(cast.as(ben), dm);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(ben, dm));
      assertThat(open(cast, OWNER, ben.account()).conversation()).isEqualTo(dm);
      TestSteps.send(OWNER, dm, "again");
      assertThat(cast.texts(ben, dm)).containsExactly("again");
      assertThat(cast.texts(OWNER, dm)).containsExactly("first", "again");
    }
  }

  /** The person accepts the newest invitation to their address. */
  private static ConversationView accept(TestCast cast, TestPerson person) {
    InvitationId invitation =
        cast.as(person)
            .call(new InvitationCommand.ListInvitations(Optional.empty()))
            .invitations()
            .getFirst()
            .invitation();
    return cast.as(person)
        .call(new InvitationCommand.Accept(TestSteps.clientId(), invitation))
        .conversation();
  }

  private static void remove(TestDoor by, WorkspaceId workspace, AccountId person) {
    by.call(new WorkspaceCommand.RemoveMember(TestSteps.clientId(), workspace, person));
  }

  /**
   * 7.1: what the page sends, a DM by address without a home, is under the workspace's authority.
   */
  @ParameterizedTest
  @EnumSource
  void dmByAddressBelongsToTheWorkspaceOfWhoOpensIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationView dm =
          cast.as(ben).call(byAddress(Optional.empty(), cleo.email())).conversation();
      assertThat(dm.workspace()).contains(TestSteps.workspace(OWNER));
      accept(cast, cleo);
      ConversationView hers =
          cast.as(cleo).call(new ConversationCommand.Show(dm.conversation())).conversation();
      assertThat(hers.foreign()).isFalse();
      assertThat(hers.hasExternals()).isFalse();
      TestSteps.send(cast.as(cleo), dm.conversation(), "hello");
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Suspend(
                  TestSteps.clientId(),
                  TestSteps.workspace(OWNER),
                  cleo.account(),
                  Optional.empty()));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(cleo, dm.conversation()));
      remove(cast.as(OWNER), TestSteps.workspace(OWNER), cleo.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(cleo, dm.conversation()));
      assertThat(cast.texts(ben, dm.conversation())).containsExactly("hello");
    }
  }

  /** 7.1: a member of several workspaces has to name one, and hears which there are. */
  @ParameterizedTest
  @EnumSource
  void memberOfSeveralWorkspacesNamesTheHome(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      WorkspaceId first = TestSteps.workspace(OWNER);
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.SetRole(
                  TestSteps.clientId(), first, ben.account(), WorkspaceRole.ADMIN));
      WorkspaceId second =
          cast.as(ben)
              .call(new WorkspaceCommand.Create(TestSteps.clientId(), "Second"))
              .workspace()
              .workspace();
      String email = TestServer.address(TestCast.unique("hal"));
      assertThatThrownBy(() -> cast.as(ben).call(byAddress(Optional.empty(), email)))
          .isInstanceOfSatisfying(
              TestDoor.Refused.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(refusal).hasMessageContaining(first.toString());
                assertThat(refusal).hasMessageContaining(second.toString());
              });
      ConversationView dm = cast.as(ben).call(byAddress(Optional.of(second), email)).conversation();
      assertThat(dm.workspace()).contains(second);
      assertThat(cast.as(ben).call(byAddress(Optional.empty(), email)).conversation().id())
          .isEqualTo(dm.conversation());
    }
  }

  /** 7.1: a member who brings together people who meet nowhere gives the DM their own workspace. */
  @ParameterizedTest
  @EnumSource
  void dmOfStrangersBelongsToTheWorkspaceOfTheMemberWhoOpensIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "One"), "Eve");
      TestPerson fay = cast.external(TestSteps.thread(OWNER, "Other"), "Fay");
      ConversationView dm = open(cast, OWNER, eve.account(), fay.account());
      assertThat(dm.workspace()).contains(TestSteps.workspace(OWNER));
      assertThat(dm.hasExternals()).isTrue();
      assertThat(dm.foreign()).isFalse();
    }
  }

  /** Section 3: one DM for each home and set of people, also if it began by address. */
  @ParameterizedTest
  @EnumSource
  void acceptedAddressLeadsToTheDmTheyHaveAlready(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationId old = open(cast, OWNER, eve.account()).conversation();
      TestSteps.send(OWNER, old, "before");
      ConversationId waiting =
          cast.as(OWNER).call(byAddress(Optional.empty(), eve.email())).conversation().id();
      TestSteps.send(OWNER, waiting, "while it waited");
      assertThat(accept(cast, eve).conversation()).isEqualTo(old);
      assertThat(cast.texts(eve, old)).containsExactly("before");
      assertThat(cast.texts(eve, waiting)).containsExactly("while it waited");
      refused(ErrorCode.CLOSED, () -> TestSteps.send(cast.as(eve), waiting, "and here?"));
      assertThat(open(cast, OWNER, eve.account()).conversation()).isEqualTo(old);
      assertThat(cast.as(OWNER).call(byAddress(Optional.empty(), eve.email())).conversation().id())
          .isEqualTo(old);
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitingDmInWhichNothingWasSaidEndsWhenAnotherTakesItsPlace(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      ConversationId old = open(cast, OWNER, eve.account()).conversation();
      TestSteps.leave(cast.as(eve), old);
      TestSteps.send(OWNER, old, "while she was away");
      ConversationId waiting =
          cast.as(OWNER).call(byAddress(Optional.empty(), eve.email())).conversation().id();
      assertThat(accept(cast, eve).conversation()).isEqualTo(old);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(OWNER, waiting));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, waiting));
      TestSteps.send(OWNER, old, "after");
      assertThat(cast.texts(eve, old)).containsExactly("after");
    }
  }

  /** 7.1: an external's part is ended by any member in it, and by the owner who is not. */
  @ParameterizedTest
  @EnumSource
  void partOfAnExternalInADmCanBeEnded(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      ConversationId dm = open(cast, eve, ben.account()).conversation();
      refused(ErrorCode.NOT_ALLOWED, () -> TestSteps.remove(cast.as(eve), dm, ben.account()));
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.remove(cast.as(cleo), dm, eve.account()));
      TestSteps.remove(cast.as(ben), dm, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, dm));
      assertThat(open(cast, ben, eve.account()).conversation()).isEqualTo(dm);
      assertThat(TestSteps.remove(cast.as(OWNER), dm, eve.account()).remaining()).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, dm));
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.remove(cast.as(OWNER), dm, ben.account()));
    }
  }
}
