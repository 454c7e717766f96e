package io.drawbridge.server.invite;

import static io.drawbridge.server.invite.InvitationSteps.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.audit.AuditEntry;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.mail.letter.Letter;
import org.junit.jupiter.api.Test;

/** The link at the end of a mail stops more of its kind (8.31). */
final class StopMailsDbTest {
  private static final String GUS = "gus@else.example";
  private static final String EVE = "eve@else.example";

  private static Secret stop(Letter letter) {
    return new Secret(letter.stop().orElseThrow().replaceAll(".*#stop=", ""));
  }

  @Test
  void stoppedAddressGetsNoMailsFromThatWorkspaceAndNobodyIsTold() {
    try (TestHouse house = new TestHouse().withMails()) {
      InvitationSteps steps = new InvitationSteps(house);
      TestHouse.Home north = house.workspace("North");
      TestHouse.Home south = house.workspace("South");
      steps.invite(north.owner(), steps.group(north), GUS);
      house.tell(new InvitationCommand.StopMails(stop(house.post.letter(GUS)), false));
      assertThat(InvitationSteps.audit(house, north))
          .extracting(AuditEntry::action)
          .contains("member.add")
          .doesNotContain("mail.stop");
      assertThat(InvitationSteps.sealed(house, 0)).containsExactly("mail.stop");
      assertThat(steps.invite(north.owner(), steps.group(north), "gus+new@else.example").state())
          .isEqualTo(RosterState.INVITED);
      steps.invite(north.owner(), steps.group(north), EVE);
      house.post.letter(EVE);
      steps.invite(south.owner(), steps.group(south), GUS);
      house.post.letter(GUS);
    }
  }

  @Test
  void stoppedFromEverybodyMeansFromEverybody() {
    try (TestHouse house = new TestHouse().withMails()) {
      InvitationSteps steps = new InvitationSteps(house);
      TestHouse.Home north = house.workspace("North");
      TestHouse.Home south = house.workspace("South");
      steps.invite(north.owner(), steps.group(north), GUS);
      house.tell(new InvitationCommand.StopMails(stop(house.post.letter(GUS)), true));
      steps.invite(south.owner(), steps.group(south), GUS);
      steps.invite(south.owner(), steps.group(south), EVE);
      house.post.letter(EVE);
      assertThat(house.post.sent).isEmpty();
    }
  }

  @Test
  void madeUpTokenStopsNothing() {
    try (TestHouse house = new TestHouse()) {
      assertThat(
              code(() ->
                  house.tell(new InvitationCommand.StopMails(new Secret("A".repeat(80)), true))))
          .isEqualTo(ErrorCode.LINK_SPENT);
    }
  }
}
