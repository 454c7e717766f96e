package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SeatResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The chat program makes externals of members, and lets one leave, after a yes (G-29, 7.10, N-18).
 */
class SeatsWireTest extends FakeTalk {
  private static final AccountId ZOE = new AccountId(6);
  private static final Receipt RECEIPT =
      new Receipt(
          Optional.empty(), List.of(), List.of(), new Phases(1, 2, 3, 6_000), Optional.empty());

  @Test
  void nothingHappensWithoutAYes() {
    home();
    server
        .on(
            SeatCommand.PreviewDemote.class,
            preview ->
                new SeatResult.DemotionPreview(
                    List.of(ROOM),
                    List.of(new SeatResult.RefusedGrant(ROOM, "the conversation is closed")),
                    2,
                    List.of(
                        new SeatResult.EndedPlace(
                            ROOM, ConversationKind.THREAD, Optional.empty(), false)),
                    1,
                    true))
        .on(
            SeatCommand.Demote.class,
            demote -> new SeatResult.Demoted(List.of(ROOM), List.of(), 2, 1, RECEIPT))
        .on(SeatCommand.Leave.class, leave -> RECEIPT);

    String record =
        talk(
            "/demote zoe -> 1",
            "/demote zoe -> 7",
            "/demote zoe -> 1 yes",
            "/resign zoe",
            "/resign zoe yes");

    assertThat(record)
        .contains("They would stay in 1 conversations and lose 2, and 1 bots of theirs would end.")
        .contains("A quota of externals has no room")
        .contains("they cannot stay in one: the conversation is closed")
        .contains("loses thread (hidden), by a group")
        .contains("To do so: /demote zoe -> 1 yes")
        .contains("Type numbers of /list behind the arrow.")
        .contains("From outside now: zoe, in 1 conversations; 2 ended, for good, after 6.0 ms.")
        .contains("To do so: /resign zoe yes")
        .contains("You left the workspace, final after 6.0 ms.");
    assertThat(server.received(SeatCommand.Demote.class))
        .singleElement()
        .satisfies(demote -> {
          assertThat(demote.person()).isEqualTo(ZOE);
          assertThat(demote.keep()).containsExactly(new SeatCommand.Keep(ROOM));
        });
    assertThat(server.received(SeatCommand.Leave.class))
        .extracting(SeatCommand.Leave::successor)
        .containsExactly(Optional.of(ZOE));
  }

  @Test
  void externalIsInvitedToBecomeAMember() {
    home();
    ExternalEntry olga =
        new ExternalEntry(
            Optional.of(OLGA.id()),
            Optional.of("Olga"),
            Optional.of("olga@partner.example"),
            false,
            ExternalState.ACTIVE,
            Optional.empty(),
            2,
            0,
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    server
        .on(
            ExternalCommand.ListExternals.class,
            list -> new ExternalResult.Externals(List.of(olga), 1, Optional.empty()))
        .on(SeatCommand.Promote.class, promote -> new Done());

    assertThat(talk("/promote olga", "/promote zoe"))
        .contains("Invited to become a member: olga")
        .contains("Nobody from outside is called that");
    assertThat(server.received(SeatCommand.Promote.class))
        .extracting(SeatCommand.Promote::person)
        .containsExactly(OLGA.id());
  }

  /** N-18. */
  @Test
  void lastRemovalIsTakenBack() {
    server.on(MemberCommand.UndoRemove.class, undo -> new Done());

    String record = talk("/open 1", "/undo", "/remove olga", "/undo all", "/undo");

    assertThat(record)
        .contains("You have taken out nobody who could come back.")
        .contains("Back in Conversation: Olga\\x1b[2J [external]");
    assertThat(server.received(MemberCommand.UndoRemove.class))
        .singleElement()
        .satisfies(undo -> {
          assertThat(undo.person()).contains(OLGA.id());
          assertThat(undo.openGap()).isTrue();
        });
  }

  private void home() {
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Northwind", WorkspaceRole.OWNER);
    server
        .on(
            AccountCommand.Me.class,
            me ->
                new AccountResult.Me(
                    new AccountId(4), "Ada", Optional.empty(), false, List.of(home)))
        .on(
            PeopleCommand.Find.class,
            find -> new PeopleResult.People(List.of(new Person(ZOE, "Zoe", false, false))));
  }
}
