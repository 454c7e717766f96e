package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.hold.HeldItem;
import io.drawbridge.protocol.hold.HeldState;
import io.drawbridge.protocol.hold.HoldView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.AuditResult;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletes a conversation and holds another by lines that are typed (G-27). */
class KeptWireTest extends FakeTalk {
  private static final HoldId HOLD = new HoldId(5);
  private static final AccountId ANN = new AccountId(9);

  private static HoldView view(Optional<ConversationId> conversation, Optional<AccountId> person) {
    return new HoldView(HOLD, conversation, person, "a dispute\u001b", ANN, Instant.EPOCH);
  }

  @Test
  void conversationIsDeletedByItsName() {
    server.on(
        ConversationCommand.Delete.class,
        _ ->
            new ConversationResult.ConversationDeleted(
                2,
                new Receipt(
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    new Phases(0, 0, 0, 0),
                    Optional.empty())));
    String record = talk("/open 1", "/delete-conversation", "/delete-conversation The one here");
    assertThat(record)
        .contains("for everybody and for good")
        .contains("It is deleted, and 2 threads with it");
    assertThat(server.received(ConversationCommand.Delete.class))
        .extracting(ConversationCommand.Delete::confirm)
        .containsExactly("The one here");
  }

  @Test
  void holdsArePlacedListedReadAndLifted(@TempDir Path folder) throws IOException {
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Northwind", WorkspaceRole.OWNER);
    server.on(
        AccountCommand.Me.class,
        _ -> new AccountResult.Me(new AccountId(4), "Ada", Optional.empty(), false, List.of(home)));
    server.on(
        AuditCommand.PlaceHold.class,
        place -> new AuditResult.Hold(view(place.conversation(), place.person())));
    server.on(
        AuditCommand.ListHolds.class,
        _ -> new AuditResult.Holds(List.of(view(Optional.empty(), Optional.of(ANN)))));
    server.on(
        AuditCommand.ReadHold.class,
        _ ->
            new AuditResult.HeldItems(
                List.of(
                    new HeldItem(
                        new ConversationId(7),
                        12,
                        ANN,
                        HeldState.TAKEN,
                        Optional.of("regretted\u001b"),
                        Optional.empty(),
                        Optional.of(Instant.EPOCH),
                        Optional.empty(),
                        Optional.of(Instant.EPOCH))),
                Optional.empty()));
    server.on(AuditCommand.LiftHold.class, _ -> new Done());
    Path file = folder.resolve("held");

    String record =
        talk(
            "/open 1",
            "/hold",
            "/hold the dispute",
            "/hold " + ANN + " the same",
            "/holds",
            "/held " + HOLD,
            "/held " + HOLD + " " + file,
            "/held " + HOLD + " " + file,
            "/hold-end " + HOLD);

    assertThat(record)
        .contains("Say why too.")
        .contains("Held: " + HOLD)
        .contains("on " + ANN)
        .contains("taken")
        .contains("regretted")
        .contains("Written: 1 lines.")
        .contains("Not written")
        .contains("It is lifted.")
        .doesNotContain("\u001b");
    assertThat(file).content().contains("regretted");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(server.received(AuditCommand.PlaceHold.class))
        .extracting(AuditCommand.PlaceHold::reason)
        .containsExactly("the dispute", "the same");
  }
}
