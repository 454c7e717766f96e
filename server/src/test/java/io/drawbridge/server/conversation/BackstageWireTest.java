package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Backstages are shown over both doors, and externals hear nothing of them (N-16). */
final class BackstageWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final FrameCodec CODEC = new FrameCodec();

  private static ConversationId open(TestDoor by, ConversationId of) {
    return by.call(new ConversationCommand.OpenBackstage(clientId(), of)).conversation().id();
  }

  private static List<InboxEntry> inbox(TestDoor reader) {
    return reader.call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty())).entries();
  }

  private static void everything(TestDoor by, ConversationId backstage) {
    long note = TestSteps.send(by, backstage, "a note").pos();
    by.call(new MessageCommand.Edit(clientId(), backstage, note, "another note"));
    by.call(new MessageCommand.React(clientId(), backstage, note, "👍", true));
    by.call(new MessageCommand.Pin(clientId(), backstage, note, true));
    by.call(new MessageCommand.Delete(clientId(), backstage, note));
    by.call(
        new MessageCommand.Send(
            clientId(), backstage, "see <@%s>".formatted(OWNER.account()), Optional.empty()));
  }

  /** What an external receives is what they would receive if there were no backstage. */
  @ParameterizedTest
  @EnumSource
  void externalsReceiveNothingOfIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.send(OWNER, thread, "said");
      TestClient socket = cast.socket(eve);
      socket.call(new InterestCommand.Open(thread, Optional.empty()));
      List<InboxEntry> before = inbox(cast.as(eve));
      int received = socket.received().size();

      ConversationId backstage = open(cast.as(ben), thread);
      TestClient bens = cast.socket(ben);
      bens.call(new InterestCommand.Open(backstage, Optional.empty()));
      bens.call(new InterestCommand.StartTyping(backstage));
      everything(cast.as(ben), backstage);
      assertThat(inbox(cast.as(eve))).isEqualTo(before);
      long pos = TestSteps.send(OWNER, thread, "said too").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == pos);

      List<ServerFrame> heard =
          socket.received().subList(received, socket.received().size()).stream()
              .filter(Event.class::isInstance)
              .toList();
      assertThat(heard).hasSize(1);
      assertThat(new String(CODEC.encode(heard.getFirst()), StandardCharsets.UTF_8))
          .doesNotContain(backstage.toString());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, backstage));
      try (TestClient again = eve.connect()) {
        again.call(new SessionCommand.Resume(socket.hello().since(), List.of()));
        assertThat(again.received().toString()).doesNotContain(backstage.toString());
      }
      assertThat(cast.texts(ben, backstage))
          .containsExactly("see <@%s>".formatted(OWNER.account()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void membersHearOfItAndFindItBesideItsConversation(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestClient socket = cast.socket(ben);
      ConversationId backstage = open(cast.as(OWNER), thread);
      ConversationView gained =
          socket
              .await(Event.AccessGained.class, it -> it.conversation().id().equals(backstage))
              .conversation();
      assertThat(gained.backstageOf()).contains(thread);
      assertThat(open(cast.as(ben), thread)).isEqualTo(backstage);
      socket.call(new InterestCommand.Open(backstage, Optional.empty()));
      long pos = TestSteps.send(OWNER, backstage, "a note").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == pos);
      List<ConversationView> views =
          inbox(cast.as(ben)).stream().map(InboxEntry::conversation).toList();
      assertThat(views)
          .anyMatch(it -> it.id().equals(backstage) && it.backstageOf().equals(Optional.of(thread)))
          .anyMatch(it -> it.id().equals(thread) && it.backstage().equals(Optional.of(backstage)));
      // It is closed with its conversation, and who is there hears that.
      cast.as(OWNER).call(new ConversationCommand.Close(clientId(), thread));
      socket.await(LogEvent.ConversationChanged.class, it -> it.conversation().equals(backstage));
      refused(ErrorCode.CLOSED, () -> TestSteps.send(cast.as(ben), backstage, "too late"));
    }
  }

  /** The ways by which a member loses what makes them one in the conversation. */
  enum Loss {
    REMOVED,
    KEPT_OFF,
    GROUP_TAKEN_OFF,
    REMOVED_FROM_GROUP,
    SUSPENDED,
    SEAT_TAKEN,
    DEMOTED_AND_KEPT
  }

  @ParameterizedTest
  @CsvSource({
    "REMOVED, HTTP", "REMOVED, WEBSOCKET",
    "KEPT_OFF, HTTP", "KEPT_OFF, WEBSOCKET",
    "GROUP_TAKEN_OFF, HTTP", "GROUP_TAKEN_OFF, WEBSOCKET",
    "REMOVED_FROM_GROUP, HTTP", "REMOVED_FROM_GROUP, WEBSOCKET",
    "SUSPENDED, HTTP", "SUSPENDED, WEBSOCKET",
    "SEAT_TAKEN, HTTP", "SEAT_TAKEN, WEBSOCKET",
    "DEMOTED_AND_KEPT, HTTP", "DEMOTED_AND_KEPT, WEBSOCKET"
  })
  void nothingIsDeliveredOrReadOnceTheReceiptIsThere(Loss loss, Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String name = TestCast.unique("Ben");
      TestPerson ben = TestSteps.member(SERVER, OWNER, name);
      TestPerson cara = cast.member("Cara");
      boolean direct =
          loss != Loss.KEPT_OFF && loss != Loss.GROUP_TAKEN_OFF && loss != Loss.REMOVED_FROM_GROUP;
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Team"), ben.account());
      ConversationId thread =
          direct
              ? TestSteps.thread(OWNER, "Offer", cara.account(), ben.account())
              : TestSteps.thread(OWNER, "Offer", List.of(cara.account()), List.of(group));
      ConversationId backstage = open(OWNER, thread);
      TestClient bens = cast.socket(ben);
      TestClient caras = cast.socket(cara);
      for (TestClient each : List.of(bens, caras)) {
        each.call(new InterestCommand.Open(backstage, Optional.empty()));
      }
      long seen = TestSteps.send(OWNER, backstage, "seen").pos();
      bens.await(LogEvent.MessagePosted.class, it -> it.pos() == seen);

      Receipt receipt = lose(cast.as(OWNER), loss, ben, thread, group);
      long last = TestSteps.send(OWNER, backstage, "never").pos();
      caras.await(LogEvent.MessagePosted.class, it -> it.pos() == last);

      assertThat(receipt.at()).isPresent();
      assertThat(receipt.nodes()).isNotEmpty();
      assertThat(receipt.sessions()).anyMatch(it -> it.session().equals(ben.tokens().session()));
      bens.await(Event.AccessEnded.class, it -> it.conversation().equals(backstage));
      assertThat(bens.events(LogEvent.MessagePosted.class))
          .noneMatch(it -> it.conversation().equals(backstage) && it.pos() > seen);
      TestPerson now = loss == Loss.DEMOTED_AND_KEPT ? SERVER.signIn(name) : ben;
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.texts(now, backstage));
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.send(cast.as(now), backstage, "nor written"));
      if (loss == Loss.DEMOTED_AND_KEPT) {
        TestSteps.send(cast.as(now), thread, "still here");
        assertThat(cast.as(now).call(new ConversationCommand.Show(thread)).conversation())
            .matches(view -> view.backstage().isEmpty() && view.foreign());
      }
      assertThat(TestSteps.texts(cara, backstage)).containsExactly("seen", "never");
    }
  }

  private static Receipt lose(
      TestDoor owner, Loss loss, TestPerson ben, ConversationId thread, ConversationId group) {
    return switch (loss) {
      case REMOVED -> TestSteps.remove(owner, thread, ben.account()).receipt();
      case KEPT_OFF -> TestSteps.removeAll(owner, thread, ben.account()).receipt();
      case GROUP_TAKEN_OFF -> TestSteps.removeGroup(owner, thread, group).receipt();
      case REMOVED_FROM_GROUP -> TestSteps.remove(owner, group, ben.account()).receipt();
      case SUSPENDED ->
          owner.call(
              new WorkspaceCommand.Suspend(clientId(), WORKSPACE, ben.account(), Optional.empty()));
      case SEAT_TAKEN ->
          owner.call(new WorkspaceCommand.RemoveMember(clientId(), WORKSPACE, ben.account()));
      case DEMOTED_AND_KEPT ->
          owner
              .call(
                  new SeatCommand.Demote(
                      clientId(),
                      WORKSPACE,
                      ben.account(),
                      List.of(new SeatCommand.Keep(thread)),
                      Optional.empty()))
              .receipt();
    };
  }
}
