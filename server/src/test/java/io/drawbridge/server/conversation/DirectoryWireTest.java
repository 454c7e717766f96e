package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Groups: making, finding, joining (G-1, TS-38; leaks 42 and 44).
 *
 * <p>Shows HCL-41, TS-30.
 */
final class DirectoryWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static GroupCommand.Create making(
      String name, Visibility visibility, List<AccountId> people) {
    return new GroupCommand.Create(
        TestSteps.clientId(), TestSteps.workspace(OWNER), name, visibility, people);
  }

  private static GroupCommand.ListGroups listing() {
    return new GroupCommand.ListGroups(
        TestSteps.workspace(OWNER), Optional.empty(), Optional.of(200));
  }

  private static GroupCommand.Join joining(ConversationId group) {
    return new GroupCommand.Join(TestSteps.clientId(), group);
  }

  private static List<ConversationId> listed(TestCast cast, TestPerson reader) {
    return cast.as(reader).call(listing()).conversations().stream()
        .map(ConversationView::conversation)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void makerIsAdminAndSeesItAsItIs(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      GroupCommand.Create create = making("Team", Visibility.PRIVATE, List.of(ben.account()));
      ConversationView view = cast.as(OWNER).call(create).conversation();
      assertThat(view.name()).isEqualTo("Team");
      assertThat(view.visibility()).contains(Visibility.PRIVATE);
      assertThat(view.role()).isEqualTo(ConversationRole.ADMIN);
      assertThat(view.hasExternals()).isFalse();
      assertThat(view.foreign()).isFalse();
      assertThat(cast.as(OWNER).call(create).conversation()).isEqualTo(view);
      TestPerson eve = cast.external(view.conversation(), "Eve");
      assertThat(shown(cast, OWNER, view.conversation()).hasExternals()).isTrue();
      assertThat(shown(cast, ben, view.conversation()).role()).isEqualTo(ConversationRole.MEMBER);
      assertThat(shown(cast, eve, view.conversation()).foreign()).isTrue();
    }
  }

  private static ConversationView shown(TestCast cast, TestPerson reader, ConversationId group) {
    return cast.as(reader).call(new ConversationCommand.Show(group)).conversation();
  }

  @ParameterizedTest
  @EnumSource
  void directoryShowsOpenAndPrivateGroupsToMembersOnly(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId open = make(cast, "Open", Visibility.OPEN);
      ConversationId reserved = make(cast, "Private", Visibility.PRIVATE);
      ConversationId secret = make(cast, "Secret", Visibility.SECRET);
      assertThat(listed(cast, ben)).contains(open, reserved).doesNotContain(secret);
      assertThat(listed(cast, OWNER)).contains(open, reserved, secret);
      TestPerson eve = cast.external(secret, "Eve");
      assertThat(listed(cast, eve)).containsExactly(secret);
      TestPerson finn = cast.external(TestSteps.thread(OWNER, "A thread"), "Finn");
      refused(ErrorCode.NOT_FOUND, () -> cast.as(finn).call(listing()));
    }
  }

  private static ConversationId make(TestCast cast, String name, Visibility visibility) {
    return cast.as(OWNER).call(making(name, visibility, List.of())).conversation().id();
  }

  @ParameterizedTest
  @EnumSource
  void membersJoinOpenGroupsAndSeeThemWhole(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId open = make(cast, "Open", Visibility.OPEN);
      TestSteps.send(OWNER, open, "before");
      refused(ErrorCode.NOT_ALLOWED, () -> cast.texts(ben, open));
      assertThat(cast.as(ben).call(joining(open)).conversation().id()).isEqualTo(open);
      assertThat(cast.texts(ben, open)).containsExactly("before");
      assertThat(cast.as(ben).call(joining(open)).conversation().id()).isEqualTo(open);
      TestSteps.remove(OWNER, open, ben.account());
      TestSteps.send(OWNER, open, "gap");
      cast.as(ben).call(joining(open));
      assertThat(cast.texts(ben, open)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyElseJoins(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId open = make(cast, "Open", Visibility.OPEN);
      ConversationId reserved = make(cast, "Private", Visibility.PRIVATE);
      ConversationId secret = make(cast, "Secret", Visibility.SECRET);
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "A thread"), "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(joining(reserved)));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(ben).call(joining(secret)));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(joining(open)));
    }
  }

  /** D8, HCL-36. */
  @ParameterizedTest
  @EnumSource
  void externalsMakeNoGroups(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "A thread"), "Eve");
      refused(
          ErrorCode.NOT_FOUND, () -> cast.as(eve).call(making("Mine", Visibility.OPEN, List.of())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void strangersCannotBeInFromTheStart(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson hidden = cast.external(TestSteps.thread(OWNER, "Without Ben"), "Hidden");
      for (AccountId stranger : List.of(hidden.account(), new AccountId(99))) {
        refused(
            ErrorCode.NOT_FOUND,
            () -> cast.as(ben).call(making("Team", Visibility.OPEN, List.of(stranger))));
      }
    }
  }
}
