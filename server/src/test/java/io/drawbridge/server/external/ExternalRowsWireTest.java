package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows of docs/externals.md as a client does them, which are tested in depth below the wire
 * elsewhere.
 */
final class ExternalRowsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static ConversationId group(Visibility visibility, AccountId... people) {
    return OWNER
        .call(
            new GroupCommand.Create(
                clientId(), WORKSPACE, TestCast.unique("Group"), visibility, List.of(people)))
        .conversation()
        .id();
  }

  private static String address() {
    return TestServer.address(TestCast.unique("Finn"));
  }

  private static void invite(TestDoor by, ConversationId conversation) {
    by.call(Adding.email(conversation, address()).command());
  }

  private static boolean external(TestDoor reader, ConversationId conversation, AccountId whom) {
    return reader
        .call(new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .map(RosterEntry::person)
        .flatMap(Optional::stream)
        .filter(person -> person.id().equals(whom))
        .map(Person::external)
        .findFirst()
        .orElseThrow();
  }

  /** GLUE-15, GLUE-30, HCL-7, HCL-11: name and note are shown, and the way in makes an account. */
  @ParameterizedTest
  @EnumSource
  void mailLeadsToAnAccountThatIsIn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestSteps.send(OWNER, thread, "before");
      String name = TestCast.unique("Eve");
      cast.as(ben)
          .call(
              new MemberCommand.Add(
                  clientId(),
                  thread,
                  Optional.empty(),
                  Optional.of(TestServer.address(name)),
                  Optional.empty(),
                  Optional.of("Eve of East"),
                  Optional.of(new HistoryWindow.Everything()),
                  Optional.of("as promised"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()));
      Secret token = SERVER.awaitToken(TestServer.address(name));
      LinkShown shown = SERVER.nobody().call(new AccountCommand.ShowLink(token));
      assertThat(shown.kind()).isEqualTo(LinkKind.INVITATION);
      assertThat(shown.needsName()).isTrue();
      assertThat(shown.note()).contains("as promised");
      assertThat(shown.offer().orElseThrow().name()).contains("Eve of East");
      Redeemed redeemed =
          SERVER
              .nobody()
              .call(
                  new AccountCommand.Redeem(
                      token, Optional.of("Eve"), Optional.of(TestServer.PASSWORD), "phone"));
      assertThat(redeemed.conversation()).contains(thread);
      TestPerson eve = SERVER.signIn(name);
      assertThat(cast.texts(eve, thread)).containsExactly("before");
      assertThat(cast.as(eve).call(new AccountCommand.Me()).workspaces()).isEmpty();
    }
  }

  /** GLUE-6, GLUE-10, GLUE-12, HCL-1: by the home of the conversation, for every reader alike. */
  @ParameterizedTest
  @EnumSource
  void externalIsWhoIsNoMemberOfTheHome(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId here = TestSteps.thread(OWNER, "Here");
      TestPerson eve = cast.external(here, "Eve");
      WorkspaceId east =
          OWNER
              .call(new WorkspaceCommand.Create(clientId(), TestCast.unique("East")))
              .workspace()
              .workspace();
      OWNER.call(
          new WorkspaceCommand.Invite(
              clientId(), east, eve.email(), WorkspaceRole.MEMBER, Optional.empty()));
      cast.as(eve).call(new AccountCommand.AcceptLink(SERVER.awaitToken(eve.email())));
      ConversationId there =
          OWNER
              .call(
                  new ThreadCommand.Create(
                      clientId(),
                      Optional.of(east),
                      "There",
                      List.of(eve.account()),
                      List.of(),
                      Optional.empty()))
              .conversation()
              .id();
      for (TestPerson reader : List.of(OWNER, eve)) {
        assertThat(external(cast.as(reader), here, eve.account())).isTrue();
        assertThat(external(cast.as(reader), there, eve.account())).isFalse();
      }
    }
  }

  /** GLUE-20, GLUE-32, HCL-35, HCL-51, TS-32, TS-33: they write, and run nothing. */
  @ParameterizedTest
  @EnumSource
  void externalWritesAndRunsNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = group(Visibility.OPEN);
      TestPerson eve = cast.external(group, "Eve");
      TestSteps.send(cast.as(eve), group, "hello");
      assertThat(TestSteps.texts(OWNER, group)).containsExactly("hello");
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(eve)
                  .call(
                      new WorkspaceCommand.CreateBot(
                          clientId(), WORKSPACE, "bot", Optional.empty())));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(eve)
                  .call(
                      new WorkspaceCommand.ListMembers(
                          WORKSPACE, Optional.empty(), Optional.empty())));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(OWNER)
                  .call(
                      new WorkspaceCommand.SetRole(
                          clientId(), WORKSPACE, eve.account(), WorkspaceRole.ADMIN)));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(OWNER)
                  .call(
                      new GroupCommand.SetRole(
                          clientId(), group, eve.account(), ConversationRole.ADMIN)));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(eve)
                  .call(
                      new GroupCommand.SetRole(
                          clientId(), group, OWNER.account(), ConversationRole.MEMBER)));
    }
  }

  /** TS-11, TS-12, TS-13, TS-14: who brings externals in, by the group and its policy. */
  @ParameterizedTest
  @EnumSource
  void whoBringsExternalsIntoAGroup(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestDoor bens = cast.as(ben);
      ConversationId open = group(Visibility.OPEN, ben.account());
      invite(bens, open);
      cast.as(OWNER).call(Setting.of(open, Setting.invite(ExternalInvite.CONVERSATION_ADMINS)));
      refused(ErrorCode.NOT_ALLOWED, () -> invite(bens, open));
      invite(cast.as(OWNER), open);
      for (Visibility closed : List.of(Visibility.PRIVATE, Visibility.SECRET)) {
        ConversationId group = group(closed, ben.account());
        refused(ErrorCode.NOT_ALLOWED, () -> invite(bens, group));
        invite(cast.as(OWNER), group);
        cast.as(OWNER).call(Setting.of(group, Setting.invite(ExternalInvite.MEMBERS)));
        invite(bens, group);
      }
    }
  }

  /** TS-13: who runs the workspace brings nobody into a secret group that they are not in. */
  @ParameterizedTest
  @EnumSource
  void adminWithoutAccessBringsNobodyIn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId secret =
          ben.call(
                  new GroupCommand.Create(
                      clientId(), WORKSPACE, "Secret", Visibility.SECRET, List.of()))
              .conversation()
              .id();
      refused(ErrorCode.NOT_FOUND, () -> invite(cast.as(OWNER), secret));
    }
  }

  /** TS-15: where externals are switched off nobody comes in; who is in stays. */
  @ParameterizedTest
  @EnumSource
  void externalsAreSwitchedOff(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      cast.as(OWNER).call(Setting.of(WORKSPACE, Setting.value(PolicyKey.EXTERNALS_ENABLED, false)));
      refused(ErrorCode.NOT_ALLOWED, () -> invite(cast.as(OWNER), thread));
      TestSteps.send(cast.as(eve), thread, "still here");
    } finally {
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.EXTERNALS_ENABLED));
    }
  }

  /** TS-6, TS-7: guests of one conversation: any number, or so many for each member. */
  @ParameterizedTest
  @EnumSource
  void quotaGrowsWithTheMembers(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      assertThat(single(cast).max()).isEmpty();
      cast.as(OWNER)
          .call(
              Setting.of(
                  WORKSPACE, PolicyValues.NONE.number(PolicyKey.QUOTA_SINGLE_PER_MEMBER, 20)));
      int before = single(cast).max().orElseThrow();
      cast.member("Ben");
      assertThat(single(cast).max().orElseThrow()).isEqualTo(before + 20);
    } finally {
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.QUOTA_SINGLE_PER_MEMBER));
    }
  }

  private static QuotaUse single(TestCast cast) {
    return cast.as(OWNER).call(new ExternalCommand.Count(WORKSPACE)).counts().single();
  }

  /** GLUE-11, GLUE-12, HCL-55, TS-24, TS-28: their own groups, with the marks, and no other. */
  @ParameterizedTest
  @EnumSource
  void externalListsTheirGroupsAndJoinsNoOther(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId own = group(Visibility.OPEN);
      ConversationId other = group(Visibility.OPEN);
      TestPerson eve = cast.external(own, "Eve");
      List<ConversationView> listed = groups(cast.as(eve));
      assertThat(listed).extracting(ConversationView::id).containsExactly(own);
      assertThat(listed.getFirst().foreign()).isTrue();
      assertThat(listed.getFirst().workspace()).contains(WORKSPACE);
      assertThat(groups(cast.as(OWNER)))
          .filteredOn(group -> group.id().equals(own))
          .allSatisfy(group -> {
            assertThat(group.hasExternals()).isTrue();
            assertThat(group.externals()).contains(1);
            assertThat(group.foreign()).isFalse();
          })
          .hasSize(1);
      refused(
          ErrorCode.NOT_FOUND, () -> cast.as(eve).call(new GroupCommand.Join(clientId(), other)));
    }
  }

  private static List<ConversationView> groups(TestDoor reader) {
    return reader
        .call(new GroupCommand.ListGroups(WORKSPACE, Optional.empty(), Optional.of(200)))
        .conversations();
  }
}
