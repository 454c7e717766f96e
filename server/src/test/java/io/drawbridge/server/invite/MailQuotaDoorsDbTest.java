package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Every door that mails somebody on a person's word spends the same quota (8.5). */
final class MailQuotaDoorsDbTest {
  private static final int PER_INVITER = 2;

  private static TestHouse house() {
    return new TestHouse(Map.of(ConfigKey.INVITATIONS_PER_INVITER, Integer.toString(PER_INVITER)));
  }

  private static String refusal(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    return failure.text();
  }

  @Test
  void noDoorIsOpenWhenTheInvitersQuotaIsSpent() {
    try (TestHouse house = house()) {
      TestHouse.Home home = house.workspace("North");
      InvitationSteps steps = new InvitationSteps(house);
      ConversationId group = steps.group(home);
      InvitationId first =
          steps.invite(home.owner(), group, "a1@else.example").invitation().orElseThrow();
      steps.invite(home.owner(), group, "a2@else.example");
      List<Callable<?>> doors =
          List.of(
              () -> steps.invite(home.owner(), group, "a3@else.example"),
              () -> steps.invite(home.owner(), group, "a1@else.example"),
              () -> house.tell(home.owner(), new InvitationCommand.Resend(house.clientId(), first)),
              () ->
                  house.tell(
                      home.owner(),
                      new WorkspaceCommand.Invite(
                          house.clientId(),
                          home.workspace(),
                          "a3@else.example",
                          WorkspaceRole.MEMBER,
                          Optional.empty())),
              () ->
                  house.tell(
                      home.owner(),
                      new DmCommand.Open(
                          house.clientId(),
                          Optional.of(home.workspace()),
                          List.of(),
                          Optional.of("a3@else.example"))));
      for (Callable<?> door : doors) {
        assertThat(refusal(door)).contains("limit.invitations_per_inviter: " + PER_INVITER);
      }
      assertThat(mails(house)).isEqualTo(PER_INVITER);
    }
  }

  private static int mails(TestHouse house) {
    return house
        .db
        .database()
        .query(
            handle -> handle.createQuery("select count(*) from outbox").mapTo(Integer.class).one());
  }
}
