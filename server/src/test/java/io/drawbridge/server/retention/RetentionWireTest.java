package io.drawbridge.server.retention;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.hold.HeldState;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.ConversationResult.ConversationDeleted;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.join.Joining;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deleting a conversation and holding one, through both doors (G-27). */
final class RetentionWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  /** Leak10: who was in hears the end and nothing after it, and no way leads back. */
  @ParameterizedTest
  @EnumSource
  void leak10NobodyHearsMoreOfADeletedConversation(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
      String waiting = TestCast.unique("waiting") + "@partner.example";
      TestSteps.addByMail(OWNER, thread, waiting, new HistoryWindow.FromNow());
      var link = OWNER.call(Joining.link(thread));
      cast.socket(eve);
      long last = TestSteps.send(OWNER, thread, "the last word").pos();
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(eve).call(new ConversationCommand.Delete(clientId(), thread, "Offer")));
      ConversationDeleted deleted =
          cast.as(OWNER).call(new ConversationCommand.Delete(clientId(), thread, "Offer"));

      assertThat(deleted.receipt().sessions())
          .anyMatch(it -> it.session().equals(eve.tokens().session()));
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      assertThat(cast.socket(eve).events(LogEvent.MessagePosted.class))
          .noneMatch(it -> it.pos() > last);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(OWNER, thread));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(eve)
                  .call(new MessageCommand.Send(clientId(), thread, "more", Optional.empty())));
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(Joining.apply(link.token())));
      assertThat(
              SERVER
                  .database()
                  .execute(
                      """
                      update invitation set note = note
                      where conversation = ? and state in ('pending', 'undeliverable')
                      """,
                      thread.value()))
          .isZero();
    }
  }

  /** Leak6, Leak96: what was taken away under a hold is shown to owners who export it alone. */
  @ParameterizedTest
  @EnumSource
  void leak96HeldTextIsForOwnersAlone(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = TestSteps.external(SERVER, OWNER, thread, TestCast.unique("Eve"));
      TestPerson ben = TestSteps.member(SERVER, OWNER, TestCast.unique("Ben"));
      HoldView hold =
          cast.as(OWNER)
              .call(
                  new AuditCommand.PlaceHold(
                      clientId(), WORKSPACE, Optional.of(thread), Optional.empty(), "a dispute"))
              .hold();
      long pos = TestSteps.send(OWNER, thread, "regretted").pos();
      cast.as(OWNER).call(new MessageCommand.Delete(clientId(), thread, pos));
      assertThat(cast.texts(eve, thread)).isEmpty();
      assertThat(
              cast.as(OWNER)
                  .call(
                      new AuditCommand.ReadHold(
                          WORKSPACE, hold.id(), Optional.empty(), Optional.empty()))
                  .items())
          .singleElement()
          .satisfies(item -> {
            assertThat(item.text()).hasValue("regretted");
            assertThat(item.state()).isEqualTo(HeldState.TAKEN);
          });
      for (TestPerson other : List.of(eve, ben)) {
        ErrorCode code = other == eve ? ErrorCode.NOT_FOUND : ErrorCode.NOT_ALLOWED;
        refused(
            code,
            () ->
                cast.as(other)
                    .call(
                        new AuditCommand.ReadHold(
                            WORKSPACE, hold.id(), Optional.empty(), Optional.empty())));
        refused(code, () -> cast.as(other).call(new AuditCommand.ListHolds(WORKSPACE)));
      }
      refused(
          ErrorCode.CONFLICT,
          () -> cast.as(OWNER).call(new ConversationCommand.Delete(clientId(), thread, "Offer")));
      cast.as(OWNER)
          .call(new AuditCommand.LiftHold(clientId(), WORKSPACE, hold.id(), Optional.empty()));
      cast.as(OWNER).call(new ConversationCommand.Delete(clientId(), thread, "Offer"));
    }
  }
}
