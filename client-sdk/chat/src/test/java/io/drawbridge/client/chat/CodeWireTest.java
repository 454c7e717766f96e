package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.InvitationResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Makes claim codes by lines that are typed (D14, TS-34). */
class CodeWireTest extends FakeTalk {
  @Test
  void codeIsShownWithWhomItIsForAndWhetherItWaits() {
    server.on(
        InvitationCommand.CreateCode.class,
        create ->
            new InvitationResult.ClaimCodeCreated(
                new InvitationId(9),
                new Secret("7K3M-Q9ZD-04TB"),
                Instant.EPOCH,
                create.name().filter("Zoe"::equals).isPresent()
                    ? InvitationState.AWAITING_APPROVAL
                    : InvitationState.PENDING));

    String record = talk("/open 1", "/code Mr Okafor", "/code Zoe", "/code");

    assertThat(record)
        .contains(
            "to be told to Mr Okafor: 7K3M-Q9ZD-04TB. It works once, until 1970-01-01T00:00:00Z.")
        .contains("until 1970-01-01T00:00:00Z, when somebody has approved it.")
        .contains("a name");
    assertThat(server.received(InvitationCommand.CreateCode.class))
        .extracting(InvitationCommand.CreateCode::name)
        .containsExactly(Optional.of("Mr Okafor"), Optional.of("Zoe"));
  }
}
