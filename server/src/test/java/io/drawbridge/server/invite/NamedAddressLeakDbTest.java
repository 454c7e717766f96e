package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People who are invited by name have an address that nobody is shown (D3), and no number says that
 * an address which is invited too is theirs: all is as if it were a stranger's.
 */
final class NamedAddressLeakDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final String id = TestSteps.clientId();
  private final TestHouse.Home north = HOUSE.workspace("North" + id);
  private final Caller owner = north.owner();
  private final TestHouse.Home south = HOUSE.workspace("South" + id);
  private final String address = "eve" + id + "@firm.example";
  private final Caller eve = HOUSE.member(south, address);
  private final ConversationId first = thread("First");
  private final ConversationId second = thread("Second");

  NamedAddressLeakDbTest() {
    // They know each other from elsewhere.
    HOUSE.seat(south.workspace(), owner, WorkspaceRole.MEMBER);
    HOUSE.tell(
        owner, Setting.of(north.workspace(), Setting.value(PolicyKey.REQUIRE_ACCEPTANCE, true)));
  }

  private ConversationId thread(String subject) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                TestSteps.clientId(),
                Optional.of(north.workspace()),
                subject,
                List.of(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private InvitationId named(ConversationId where) {
    return HOUSE
        .tell(owner, Adding.person(where, eve.account()).command())
        .invitation()
        .orElseThrow();
  }

  private List<ExternalEntry> listed() {
    WorkspaceId workspace = north.workspace();
    return HOUSE
        .tell(
            owner,
            new ExternalCommand.ListExternals(
                workspace, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(100)))
        .externals();
  }

  /** Whether it is theirs or a stranger's, the admin sees the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noNumberTellsWhoseAnAddressIsLeakD3(boolean theirs) {
    String invited = theirs ? address : "sam" + id + "@firm.example";
    named(first);
    HOUSE.tell(owner, Adding.email(first, invited).command());
    HOUSE.tell(owner, Adding.email(second, invited).command());

    assertThat(listed())
        .extracting(
            ExternalEntry::person,
            ExternalEntry::email,
            ExternalEntry::externalClass,
            ExternalEntry::invitations)
        .containsExactlyInAnyOrder(
            tuple(
                Optional.of(eve.account()), Optional.empty(), Optional.of(ExternalClass.SINGLE), 1),
            tuple(Optional.empty(), Optional.of(invited), Optional.of(ExternalClass.MULTI), 2));
    var counts = HOUSE.tell(owner, new ExternalCommand.Count(north.workspace())).counts();
    assertThat(counts.single().used()).isEqualTo(1);
    assertThat(counts.multi().used()).isEqualTo(1);
    assertThat(HOUSE.tell(owner, new ConversationCommand.Show(first)).conversation().externals())
        .as("the externals of a conversation, with those who are invited")
        .contains(2);
    var ending =
        HOUSE.tell(
            owner,
            new ExternalCommand.PreviewEnd(
                north.workspace(), new ExternalSelection.OfPerson(eve.account())));
    assertThat(ending.invitations()).isEqualTo(1);
  }

  /** Once they are in, the list shows their address, and all of it is one person's. */
  @Test
  void whoIsInIsOnePerson() {
    InvitationId invitation = named(first);
    HOUSE.tell(owner, Adding.email(second, address).command());
    HOUSE.tell(
        owner, Setting.of(north.workspace(), Setting.values(Map.of(PolicyKey.QUOTA_MULTI_MAX, 0))));
    HOUSE.tell(eve, new InvitationCommand.Accept(TestSteps.clientId(), invitation));
    assertThat(listed())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.email()).contains(address);
          assertThat(entry.externalClass()).contains(ExternalClass.MULTI);
          assertThat(entry.invitations()).isEqualTo(1);
        });
  }
}
