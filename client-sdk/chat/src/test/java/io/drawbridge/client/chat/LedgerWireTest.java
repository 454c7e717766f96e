package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.ledger.LedgerConversation;
import io.drawbridge.protocol.ledger.LedgerMark;
import io.drawbridge.protocol.ledger.LedgerMessage;
import io.drawbridge.protocol.ledger.LedgerPath;
import io.drawbridge.protocol.ledger.LedgerReader;
import io.drawbridge.protocol.ledger.LedgerSpan;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.LedgerResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chat program tells what somebody from outside sees, and could see (N-4). */
class LedgerWireTest extends FakeTalk {
  @Test
  void whatSomebodySeesAndSawIsTold() {
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Northwind", WorkspaceRole.ADMIN);
    ExternalEntry olga =
        new ExternalEntry(
            Optional.of(OLGA.id()),
            Optional.of("Olga"),
            Optional.of("olga@partner.example"),
            false,
            ExternalState.ACTIVE,
            Optional.of(ExternalClass.SINGLE),
            1,
            0,
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Path path = new Path(PathKind.GROUP, Optional.of(ROOM), Optional.empty());
    LedgerConversation sees =
        new LedgerConversation(
            ROOM,
            ConversationKind.THREAD,
            Optional.empty(),
            List.of(
                new LedgerPath(
                    path, Optional.empty(), Instant.EPOCH, Optional.empty(), Optional.empty())),
            Optional.of(Instant.EPOCH));
    server
        .on(
            AccountCommand.Me.class,
            me ->
                new AccountResult.Me(
                    new AccountId(4), "Ada", Optional.empty(), false, List.of(home)))
        .on(
            ExternalCommand.ListExternals.class,
            list -> new ExternalResult.Externals(List.of(olga), 1, Optional.empty()))
        .on(
            LedgerCommand.OfPerson.class,
            asked ->
                new LedgerResult.PersonLedger(
                    OLGA,
                    Instant.EPOCH,
                    false,
                    false,
                    asked.at().isPresent() ? List.of() : List.of(sees),
                    Optional.empty()));

    LedgerSpan span =
        new LedgerSpan(
            new Path(PathKind.DIRECT, Optional.empty(), Optional.empty()),
            Optional.empty(),
            Instant.EPOCH,
            Optional.of(Instant.EPOCH.plusSeconds(60)),
            Optional.of(EndReason.REMOVED));
    server
        .on(
            LedgerCommand.OfMessage.class,
            asked ->
                new LedgerResult.MessageLedger(
                    new LedgerMessage(
                        ROOM,
                        ConversationKind.THREAD,
                        Optional.empty(),
                        asked.pos(),
                        new AccountId(4),
                        Instant.EPOCH,
                        false),
                    Instant.EPOCH,
                    List.of(
                        new LedgerReader(
                            OLGA,
                            false,
                            List.of(span),
                            false,
                            new LedgerMark(true, Optional.empty()),
                            LedgerMark.NOT_REACHED)),
                    Optional.empty()))
        .on(
            LedgerCommand.Why.class,
            asked ->
                new LedgerResult.Reasons(
                    OLGA,
                    new LedgerConversation(
                        ROOM,
                        ConversationKind.THREAD,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                    true,
                    false,
                    List.of(span),
                    false));

    String record =
        talk(
            "/open 1",
            "/seen",
            "/seen 200",
            "/sees Olga",
            "/sees olga@partner.example at 2026-11-30T12:00:00Z",
            "/sees Olga at noon",
            "/why Olga");

    assertThat(record)
        .contains("thread (hidden), by a group; what was sent after 1970-01-01T00:00:00Z")
        .contains("They see nothing here.")
        .contains("Olga\\x1b[2J [external], no more, on a device")
        .contains("by themselves, from 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z, removed")
        .contains("There is no such message.")
        .contains("They do not see it, they are suspended.")
        .contains("Type the time as 2026-11-30T12:00:00Z.");
    assertThat(server.received(LedgerCommand.OfPerson.class))
        .extracting(LedgerCommand.OfPerson::at)
        .containsExactly(Optional.empty(), Optional.of(Instant.parse("2026-11-30T12:00:00Z")));
  }
}
