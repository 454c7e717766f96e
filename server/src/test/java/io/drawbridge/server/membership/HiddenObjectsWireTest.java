package io.drawbridge.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor.Refused;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * O2: the answer about a hidden object is, byte for byte, the answer about one that never was.
 * Leaks 42 to 45, 90, 123.
 *
 * <p>Shows GLUE-4, GLUE-21, HCL-40, TS-2, TS-3.
 */
final class HiddenObjectsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final FrameCodec CODEC = new FrameCodec();

  /** Ids of one world: what the asker must not know, or what does not exist. */
  private record Ids(
      WorkspaceId workspace,
      ConversationId group,
      ConversationId thread,
      AccountId person,
      InvitationId invitation) {}

  private static final Ids ABSENT =
      new Ids(
          new WorkspaceId(91),
          new ConversationId(92),
          new ConversationId(93),
          new AccountId(94),
          new InvitationId(95));

  @Test
  void externalCannotTellHiddenFromAbsent() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson ben = cast.member("Ben");
      ConversationId shared = TestSteps.thread(OWNER, "Shared", ben.account());
      TestPerson eve = cast.external(shared, "Eve");
      compare(cast, eve, shared, hidden(cast));
    }
  }

  @Test
  void memberCannotTellSecretFromAbsent() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson ben = cast.member("Ben");
      ConversationId shared = TestSteps.thread(ben, "Shared");
      Ids hidden = hidden(cast);
      Ids secret =
          new Ids(
              ABSENT.workspace(),
              hidden.group(),
              hidden.thread(),
              hidden.person(),
              hidden.invitation());
      compare(cast, ben, shared, secret);
    }
  }

  @Test
  void removedIsLikeNeverThere() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      ConversationId shared = TestSteps.thread(OWNER, "Shared");
      TestPerson eve = cast.external(shared, "Eve");
      Ids hidden = hidden(cast);
      TestSteps.add(OWNER, hidden.group(), eve.account());
      TestSteps.add(OWNER, hidden.thread(), eve.account());
      assertThat(cast.texts(eve, hidden.thread())).isEmpty();
      TestSteps.remove(OWNER, hidden.group(), eve.account());
      TestSteps.remove(OWNER, hidden.thread(), eve.account());
      compare(cast, eve, shared, hidden);
    }
  }

  /** N-16: the backstage of a conversation that the external is in. */
  @Test
  void externalCannotTellABackstageFromNone() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      ConversationId shared = TestSteps.thread(OWNER, "Shared");
      TestPerson eve = cast.external(shared, "Eve");
      ConversationId backstage =
          OWNER
              .call(new ConversationCommand.OpenBackstage(TestSteps.clientId(), shared))
              .conversation()
              .id();
      TestSteps.send(OWNER, backstage, "a note");
      Ids hidden = hidden(cast);
      compare(
          cast,
          eve,
          shared,
          new Ids(hidden.workspace(), backstage, backstage, hidden.person(), hidden.invitation()));
    }
  }

  private static Ids hidden(TestCast cast) {
    ConversationId group =
        OWNER
            .call(
                new GroupCommand.Create(
                    TestSteps.clientId(),
                    TestSteps.workspace(OWNER),
                    "Secret",
                    Visibility.SECRET,
                    List.of()))
            .conversation()
            .id();
    ConversationId thread = TestSteps.thread(OWNER, "Hidden");
    TestPerson stranger = cast.external(thread, "Stranger");
    InvitationId invitation =
        OWNER
            .call(Adding.email(thread, TestServer.address(TestCast.unique("invited"))).command())
            .invitation()
            .orElseThrow();
    return new Ids(TestSteps.workspace(OWNER), group, thread, stranger.account(), invitation);
  }

  private static void compare(TestCast cast, TestPerson asker, ConversationId own, Ids hidden) {
    List<Command<?>> real = commands(own, hidden);
    List<Command<?>> unreal = commands(own, ABSENT);
    for (int i = 0; i < real.size(); i++) {
      Command<?> one = real.get(i);
      Command<?> other = unreal.get(i);
      HttpResponse<byte[]> first = asker.http().post(one.type(), CODEC.encodeCommand(one));
      HttpResponse<byte[]> second = asker.http().post(other.type(), CODEC.encodeCommand(other));
      assertThat(text(first)).as("%s", one).isEqualTo(text(second));
      assertThat(first.statusCode()).as("%s", one).isEqualTo(second.statusCode());
      assertThat(first.headers().map().keySet()).isEqualTo(second.headers().map().keySet());
      assertThat(answer(cast, asker, one)).as("%s", one).isEqualTo(answer(cast, asker, other));
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String answer(TestCast cast, TestPerson asker, Command<?> command) {
    try {
      return cast.socket(asker).call(command).toString();
    } catch (Refused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  /** Every command of conversations, memberships and people, about the given objects. */
  private static List<Command<?>> commands(ConversationId own, Ids ids) {
    List<Command<?>> commands = new ArrayList<>();
    for (ConversationId hidden : List.of(ids.group(), ids.thread())) {
      commands.add(new ConversationCommand.Show(hidden));
      commands.add(new ConversationCommand.Rename(TestSteps.clientId(), hidden, "x"));
      commands.add(new ConversationCommand.Close(TestSteps.clientId(), hidden));
      commands.add(new ConversationCommand.Reopen(TestSteps.clientId(), hidden));
      commands.add(new ConversationCommand.Lock(TestSteps.clientId(), hidden, true, true));
      commands.add(new ConversationCommand.Delete(TestSteps.clientId(), hidden, "x"));
      commands.add(new ConversationCommand.OpenBackstage(TestSteps.clientId(), hidden));
      commands.add(new ConversationCommand.ShowRoster(hidden, Optional.empty(), Optional.empty()));
      commands.add(new ConversationCommand.Leave(TestSteps.clientId(), hidden));
      commands.add(new GroupCommand.Join(TestSteps.clientId(), hidden));
      commands.add(
          new GroupCommand.SetRole(
              TestSteps.clientId(), hidden, ids.person(), ConversationRole.ADMIN));
      commands.add(Adding.person(hidden, ids.person()).command());
      commands.add(Adding.email(hidden, "somebody@example.com").command());
      commands.add(Adding.group(hidden, ids.group()).command());
      commands.add(Adding.group(own, hidden).command());
      commands.add(removal(hidden, Optional.of(ids.person()), Optional.empty()));
      commands.add(removal(own, Optional.empty(), Optional.of(hidden)));
      commands.add(new MemberCommand.ListPaths(hidden, ids.person()));
      commands.add(
          new GroupCommand.ListGroups(ids.workspace(), Optional.of(hidden), Optional.empty()));
      commands.add(thread(Optional.empty(), Optional.empty(), Optional.of(hidden)));
      commands.add(thread(Optional.of(ids.workspace()), Optional.empty(), Optional.of(hidden)));
    }
    commands.add(Adding.person(own, ids.person()).command());
    commands.add(removal(own, Optional.of(ids.person()), Optional.empty()));
    commands.add(
        new MemberCommand.Remove(
            TestSteps.clientId(),
            own,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ids.invitation()),
            false,
            Optional.empty()));
    commands.add(new MemberCommand.ListPaths(own, ids.person()));
    commands.add(
        new GroupCommand.SetRole(TestSteps.clientId(), own, ids.person(), ConversationRole.ADMIN));
    commands.add(
        new GroupCommand.Create(
            TestSteps.clientId(), ids.workspace(), "x", Visibility.OPEN, List.of()));
    commands.add(thread(Optional.of(ids.workspace()), Optional.of(ids.person()), Optional.empty()));
    commands.add(thread(Optional.empty(), Optional.of(ids.person()), Optional.empty()));
    commands.add(
        new DmCommand.Open(
            TestSteps.clientId(), Optional.empty(), List.of(ids.person()), Optional.empty()));
    commands.add(
        new DmCommand.Open(
            TestSteps.clientId(),
            Optional.of(ids.workspace()),
            List.of(ids.person()),
            Optional.empty()));
    commands.add(new PeopleCommand.Show(ids.person()));
    commands.add(
        new SeatCommand.ErasePerson(
            TestSteps.clientId(), ids.workspace(), ids.person(), true, Optional.empty()));
    commands.add(new PeopleCommand.Find("s", Optional.of(ids.workspace()), Optional.empty()));
    return commands;
  }

  private static MemberCommand.Remove removal(
      ConversationId conversation, Optional<AccountId> person, Optional<ConversationId> group) {
    return new MemberCommand.Remove(
        TestSteps.clientId(),
        conversation,
        person,
        group,
        Optional.empty(),
        true,
        Optional.empty());
  }

  private static ThreadCommand.Create thread(
      Optional<WorkspaceId> workspace, Optional<AccountId> person, Optional<ConversationId> group) {
    return new ThreadCommand.Create(
        TestSteps.clientId(),
        workspace,
        "x",
        person.stream().toList(),
        group.stream().toList(),
        Optional.empty());
  }
}
