package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.InvitationResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Approves and denies what waits in a workspace, by lines that are typed (G-26). */
class AwaitingWireTest extends FakeTalk {
  private static final InvitationId WAITS = new InvitationId(21);

  private static InvitationView waits() {
    return new InvitationView(
        WAITS,
        ROOM,
        ConversationKind.THREAD,
        Optional.empty(),
        Optional.of("sam@partner.example"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OLGA,
        InvitationState.AWAITING_APPROVAL,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void whatWaitsIsListedAndAnswered() {
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Acme", WorkspaceRole.OWNER);
    server
        .on(
            AccountCommand.Me.class,
            me ->
                new AccountResult.Me(
                    new AccountId(4), "Ada", Optional.empty(), false, List.of(home)))
        .on(
            InvitationCommand.ListAwaiting.class,
            list -> new InvitationResult.InvitationsAwaiting(List.of(waits()), false))
        .on(InvitationCommand.Approve.class, approve -> new Done())
        .on(InvitationCommand.Deny.class, deny -> new Done());

    String record =
        talk(
            "/waiting",
            "/allow sam@partner.example",
            "/refuse sam@partner.example -> not yet",
            "/allow zoe");

    assertThat(record)
        .contains("sam@partner.example into ", ", by Olga")
        .contains("Approved: sam@partner.example")
        .contains("Denied: sam@partner.example")
        .contains("Nothing about them waits for you");
    assertThat(server.received(InvitationCommand.Approve.class))
        .extracting(InvitationCommand.Approve::invitation)
        .containsExactly(WAITS);
    assertThat(server.received(InvitationCommand.Deny.class))
        .extracting(InvitationCommand.Deny::reason)
        .containsExactly(Optional.of("not yet"));
  }
}
