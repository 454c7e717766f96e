package io.drawbridge.server.workspace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Externals have access for as long as the policies let them (G-33), of these mail domains (G-34).
 */
final class ExternalBoundsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();
  private final Caller member = HOUSE.member(home, id() + "@home.example");
  private final String address = id() + "@other.example";
  private final Caller guest = HOUSE.person(address);
  private final ConversationId meeting = thread(List.of(member.account()));

  @Test
  void everyDoorEndsAnExternalsAccessWhenThePolicySays() {
    accept(invited(meeting));
    assertThat(until(guest, meeting)).as("came before the policy").isEmpty();
    set(
        PolicyValues.NONE
            .number(PolicyKey.EXTERNAL_DAYS_MAX, 30)
            .number(PolicyKey.EXTERNAL_DAYS_DEFAULT, 10));
    ConversationId added = group();
    HOUSE.tell(owner, Adding.person(added, guest.account()).command());
    ConversationId invited = group();
    accept(invited(invited));
    ConversationId made = group(guest.account());
    ConversationId thread = thread(List.of(guest.account()));
    ConversationId dm = dm();
    for (ConversationId conversation : List.of(added, invited, made, thread, dm)) {
      assertThat(days(until(guest, conversation).orElseThrow())).isEqualTo(10);
    }
    ConversationId ofMember = group(member.account());
    assertThat(until(member, ofMember)).as("a member").isEmpty();
  }

  @Test
  void laterEndThanThePolicyLetsIsRefusedAndWithoutOneItIsTheLatest() {
    accept(invited(meeting));
    set(PolicyValues.NONE.number(PolicyKey.EXTERNAL_DAYS_MAX, 30));
    ConversationId group = group();
    Instant late = HOUSE.db.clock().now().plus(Duration.ofDays(31));
    assertThat(
            refusal(() ->
                HOUSE.tell(owner, Adding.person(group, guest.account()).endingAt(late).command())))
        .isEqualTo(ErrorCode.INVALID);
    assertThat(
            refusal(() ->
                HOUSE.tell(
                    owner, Adding.email(group, id() + "@x.example").endingAt(late).command())))
        .isEqualTo(ErrorCode.INVALID);
    HOUSE.tell(owner, Adding.person(group, guest.account()).command());
    assertThat(days(until(guest, group).orElseThrow())).isEqualTo(30);
  }

  /** What was promised before is cut to what is let when they come. */
  @Test
  void invitationIsCutAtItsAcceptance() {
    ConversationId group = group();
    Instant late = HOUSE.db.clock().now().plus(Duration.ofDays(100));
    InvitationId invitation =
        HOUSE
            .tell(owner, Adding.email(group, address).endingAt(late).command())
            .invitation()
            .orElseThrow();
    HOUSE.tell(owner, Setting.of(group, PolicyValues.NONE.number(PolicyKey.EXTERNAL_DAYS_MAX, 7)));
    accept(invitation);
    assertThat(days(until(guest, group).orElseThrow())).isEqualTo(7);
  }

  @Test
  void everyDoorAsksForTheMailDomain() {
    accept(invited(meeting));
    for (PolicyValues values :
        List.of(
            PolicyValues.NONE.domains(PolicyKey.EXTERNAL_MAIL_DOMAINS, List.of("partner.example")),
            PolicyValues.NONE.domains(PolicyKey.EXTERNAL_MAIL_DOMAINS, List.of()),
            PolicyValues.NONE.domains(
                PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("OTHER.example")))) {
      ConversationId group = group();
      set(values);
      List<Runnable> doors =
          List.of(
              () -> HOUSE.tell(owner, Adding.person(group, guest.account()).command()),
              () -> HOUSE.tell(owner, Adding.email(group, address).command()),
              () -> HOUSE.tell(owner, Adding.group(meeting, group).command()),
              () -> group(guest.account()),
              () -> thread(List.of(guest.account())),
              this::dm,
              () ->
                  HOUSE.tell(
                      owner,
                      new DmCommand.Open(
                          id(),
                          Optional.of(home.workspace()),
                          List.of(),
                          Optional.of(id() + "@other.example"))));
      for (int i = 0; i < doors.size(); i++) {
        assertThat(refusal(doors.get(i))).as("door %d", i).isEqualTo(ErrorCode.NOT_ALLOWED);
      }
      HOUSE.tell(
          owner,
          Setting.back(
              home.workspace(),
              PolicyKey.EXTERNAL_MAIL_DOMAINS,
              PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED));
    }
  }

  /** A group that has externals leads nobody into a thread that does not take their domain. */
  @Test
  void groupWithExternalsIsRefusedByAThreadThatBarsTheirDomain() {
    ConversationId group = group();
    accept(invited(group));
    HOUSE.tell(
        owner,
        Setting.of(
            meeting,
            PolicyValues.NONE.domains(PolicyKey.EXTERNAL_MAIL_DOMAINS, List.of("a.example"))));
    assertThat(refusal(() -> HOUSE.tell(owner, Adding.group(meeting, group).command())))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(
        owner,
        Setting.of(
            meeting,
            PolicyValues.NONE.domains(
                PolicyKey.EXTERNAL_MAIL_DOMAINS, List.of("a.example", "other.example"))));
    HOUSE.tell(owner, Adding.group(meeting, group).command());
  }

  /** Leak105: an invitation is worth what its inviter may do now, for this address too. */
  @Test
  void invitationToADomainThatIsBarredIsDead() {
    InvitationId invitation = invited(meeting);
    set(
        PolicyValues.NONE.domains(
            PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("other.example")));
    assertThat(refusal(() -> accept(invitation))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(
            HOUSE
                .tell(owner, new InvitationCommand.ListInvitations(Optional.of(meeting)))
                .invitations())
        .allMatch(it -> it.state() == InvitationState.DEAD);
    HOUSE.tell(owner, Setting.back(home.workspace(), PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED));
    accept(invitation);
  }

  private void set(PolicyValues values) {
    HOUSE.tell(owner, Setting.of(home.workspace(), values));
  }

  private InvitationId invited(ConversationId conversation) {
    return HOUSE
        .tell(owner, Adding.email(conversation, address).command())
        .invitation()
        .orElseThrow();
  }

  private void accept(InvitationId invitation) {
    HOUSE.tell(guest, new InvitationCommand.Accept(id(), invitation));
  }

  private ConversationId group(AccountId... people) {
    return HOUSE
        .tell(
            owner,
            new GroupCommand.Create(
                id(), home.workspace(), "G", Visibility.OPEN, Arrays.asList(people)))
        .conversation()
        .id();
  }

  private ConversationId thread(List<AccountId> people) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                id(), Optional.of(home.workspace()), "T", people, List.of(), Optional.empty()))
        .conversation()
        .id();
  }

  private ConversationId dm() {
    return HOUSE
        .tell(
            owner,
            new DmCommand.Open(
                id(), Optional.of(home.workspace()), List.of(guest.account()), Optional.empty()))
        .conversation()
        .id();
  }

  private static Optional<Instant> until(Caller person, ConversationId conversation) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select l.until from held_own l
                    where l.person = :person and l.conversation = :conversation
                      and l.until is not null
                    """)
                .bind("person", person.account().value())
                .bind("conversation", conversation.value())
                .mapTo(Instant.class)
                .findOne());
  }

  /** The whole days from now, rounded up. */
  private static long days(Instant end) {
    return Duration.between(HOUSE.db.clock().now(), end).plusHours(1).toDays();
  }

  private static ErrorCode refusal(Runnable attempt) {
    return catchThrowableOfType(Failure.class, attempt::run).code();
  }

  private static String id() {
    return TestSteps.clientId();
  }
}
