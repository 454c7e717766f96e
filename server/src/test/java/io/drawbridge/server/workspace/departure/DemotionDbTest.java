package io.drawbridge.server.workspace.departure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.protocol.result.SeatResult.RefusedGrant;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A member is made an external, under each rule that has a say (G-29). */
final class DemotionDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();

  private final Staff staff = new Staff(HOUSE);
  private final Caller ben = staff.member("ben");

  private RosterEntry entry(ConversationId conversation, Caller person) {
    return HOUSE
        .tell(
            staff.owner,
            new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(who -> who.id().equals(person.account())).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static <R extends Result> Failure refused(Caller caller, Command<R> command) {
    Failure failure = catchThrowableOfType(Failure.class, () -> HOUSE.tell(caller, command));
    assertThat(failure).as("%s was done", command.type()).isNotNull();
    return failure;
  }

  @Test
  void keptGrantHasItsSponsorItsEndAndItsRelation() {
    Caller cara = staff.member("cara");
    ConversationId thread = staff.thread(List.of(), ben, cara);
    Instant until = Instant.now().plus(Duration.ofDays(9)).truncatedTo(ChronoUnit.MILLIS);
    staff.demote(
        ben,
        new Keep(
            thread, Optional.of(cara.account()), Optional.of(until), Optional.of("contractor")));
    RosterEntry entry = entry(thread, ben);
    assertThat(entry.person().orElseThrow().external()).isTrue();
    assertThat(entry.sponsor()).contains(cara.account());
    assertThat(entry.until()).contains(until);
    assertThat(
            staff.count(
                "select count(*) from external_link where person = ? and held and relation = ?",
                ben.account().value(),
                "contractor"))
        .isEqualTo(1);
  }

  /** D10: what they were in charge of has somebody else in charge, who was there longest (7.7). */
  @Test
  void adminOfAGroupStaysAsAMemberOfItAndAnotherIsInCharge() {
    Caller cara = staff.member("cara");
    ConversationId group =
        HOUSE
            .tell(
                ben,
                new GroupCommand.Create(
                    Staff.id(),
                    staff.home.workspace(),
                    "Bens",
                    Visibility.OPEN,
                    List.of(cara.account())))
            .conversation()
            .id();
    SeatResult.Demoted demoted =
        staff.demote(
            ben, new Keep(group, Optional.of(cara.account()), Optional.empty(), Optional.empty()));
    assertThat(demoted.kept()).containsExactly(group);
    assertThat(
            staff.count(
                "select count(*) from held_own where conversation = ? and person = ? and role ="
                    + " 'admin'",
                group.value(),
                cara.account().value()))
        .isEqualTo(1);
    assertThat(
            staff.count(
                "select count(*) from held_own where conversation = ? and person = ? and role ="
                    + " 'admin'",
                group.value(),
                ben.account().value()))
        .isZero();
  }

  @Test
  void botsAndInvitationsGoWithTheSeatAndExternalsTheyAnsweredForAreOrphaned() {
    HOUSE.seat(staff.home.workspace(), ben, WorkspaceRole.ADMIN);
    AccountId bot =
        HOUSE
            .tell(ben, new WorkspaceCommand.CreateBot(Staff.id(), staff.home.workspace(), "Bot"))
            .account();
    ConversationId thread = staff.thread(List.of(), ben);
    String guest = "guest" + Staff.id() + "@other.example";
    Caller eve = HOUSE.person(guest);
    HOUSE.tell(
        eve,
        new InvitationCommand.Accept(
            Staff.id(),
            HOUSE.tell(ben, Adding.email(thread, guest).command()).invitation().orElseThrow()));
    ConversationId elsewhere = staff.thread(List.of());
    String address = HOUSE.tell(ben, new AccountCommand.Me()).email().orElseThrow();
    HOUSE.tell(staff.owner, Adding.email(elsewhere, address).command());

    SeatResult.Demoted demoted = staff.demote(ben);

    assertThat(demoted.bots()).isEqualTo(1);
    assertThat(staff.count("select count(*) from held_seat where person = ?", bot.value()))
        .isZero();
    assertThat(
            staff.count(
                "select count(*) from invitation where email = ? and state = 'revoked'", address))
        .isEqualTo(1);
    assertThat(
            staff.count(
                "select count(*) from external_own where person = ? and orphaned_until is not null",
                eve.account().value()))
        .isEqualTo(1);
    assertThat(
            staff.count(
                "select count(*) from session where account = ? and ended_at is null",
                ben.account().value()))
        .isZero();
  }

  /** The rule at the other doors: D1, G-34, G-33, a conversation that is closed. */
  @Test
  void whatThePoliciesRefuseEndsAndTheAnswerSaysWhy() {
    ConversationId closed = staff.thread(List.of(), ben);
    HOUSE.tell(staff.owner, new ConversationCommand.Close(Staff.id(), closed));
    ConversationId barred = staff.thread(List.of(), ben);
    HOUSE.tell(
        staff.owner,
        Setting.of(
            barred,
            Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("home.example"))));
    ConversationId bounded = staff.thread(List.of(), ben);
    HOUSE.tell(staff.owner, Setting.of(bounded, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 7)));
    ConversationId never = staff.thread(List.of());
    Keep tooLong =
        new Keep(
            bounded,
            Optional.empty(),
            Optional.of(Instant.now().plus(Duration.ofDays(30))),
            Optional.empty());
    SeatResult.Demoted demoted =
        staff.demote(ben, new Keep(closed), new Keep(barred), tooLong, new Keep(never));
    assertThat(demoted.kept()).isEmpty();
    assertThat(demoted.refused())
        .extracting(RefusedGrant::conversation)
        .containsExactly(closed, barred, bounded, never);
    assertThat(demoted.refused())
        .extracting(RefusedGrant::why)
        .satisfiesExactly(
            why -> assertThat(why).contains("closed"),
            why -> assertThat(why).contains("mail domain"),
            why -> assertThat(why).contains("by policy"),
            why -> assertThat(why).isEqualTo("not found"));
    assertThat(staff.seen(ben)).isEmpty();
  }

  /** G-33: what the policies bound ends in time, also where nobody names an end. */
  @Test
  void keptGrantEndsWhenThePoliciesSay() {
    ConversationId bounded = staff.thread(List.of(), ben);
    HOUSE.tell(staff.owner, Setting.of(bounded, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 7)));
    staff.demote(ben, new Keep(bounded));
    assertThat(entry(bounded, ben).until().orElseThrow())
        .isBefore(Instant.now().plus(Duration.ofDays(8)));
  }

  /** G-23: all or nothing, and the dry run says so. */
  @Test
  void quotaRefusesADemotionThatKeepsAndNoneThatDoesNot() {
    ConversationId thread = staff.thread(List.of(), ben);
    HOUSE.tell(
        staff.owner,
        Setting.of(
            staff.home.workspace(), PolicyValues.NONE.number(PolicyKey.QUOTA_EXTERNAL_MAX, 0)));
    assertThat(staff.preview(ben, List.of(new Keep(thread))).overQuota()).isTrue();
    assertThat(staff.preview(ben, List.of()).overQuota()).isFalse();
    assertThat(refused(staff.owner, staff.demotion(ben, new Keep(thread))).code())
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(staff.seated(ben)).isTrue();
    staff.demote(ben);
    assertThat(staff.seated(ben)).isFalse();
  }

  /** A DM that was for something else is a grant of its own by then. */
  @Test
  void keptDmStays() {
    ConversationId dm =
        HOUSE
            .tell(
                staff.owner,
                new DmCommand.Open(
                    Staff.id(),
                    Optional.of(staff.home.workspace()),
                    List.of(ben.account()),
                    Optional.empty()))
            .conversation()
            .id();
    assertThat(staff.demote(ben, new Keep(dm)).kept()).containsExactly(dm);
    assertThat(staff.seen(ben)).containsOnlyKeys(dm);
  }

  /** 7.3: who runs the workspace learns nothing of what they are not in, sponsors included. */
  @Test
  void namesAndReasonsTellNothingOfWhereTheReaderIsNot() {
    Caller cara = staff.member("cara");
    ConversationId secret =
        HOUSE
            .tell(
                cara,
                new GroupCommand.Create(
                    Staff.id(),
                    staff.home.workspace(),
                    "Secret plan",
                    Visibility.SECRET,
                    List.of(ben.account())))
            .conversation()
            .id();
    Caller outsider = staff.member("outsider");
    SeatResult.DemotionPreview all = staff.preview(ben, List.of());
    assertThat(all.firstEnded())
        .singleElement()
        .satisfies(place -> assertThat(place.name()).isEmpty());
    List<String> reasons =
        List.of(outsider.account(), new AccountId(424242)).stream()
            .map(sponsor ->
                staff
                    .preview(
                        ben,
                        List.of(
                            new Keep(
                                secret, Optional.of(sponsor), Optional.empty(), Optional.empty())))
                    .refused()
                    .getFirst()
                    .why())
            .distinct()
            .toList();
    assertThat(reasons).hasSize(1);
    assertThat(
            staff
                .preview(
                    ben,
                    List.of(
                        new Keep(
                            secret,
                            Optional.of(cara.account()),
                            Optional.empty(),
                            Optional.empty())))
                .kept())
        .containsExactly(secret);
  }

  @Test
  void onlyWhoRunsTheWorkspaceDemotesAndNobodyAboveThem() {
    Caller cara = staff.member("cara");
    Caller eve = HOUSE.person("eve" + Staff.id() + "@other.example");
    Caller admin = staff.member("admin");
    HOUSE.seat(staff.home.workspace(), admin, WorkspaceRole.ADMIN);
    SeatCommand.PreviewDemote ask =
        new SeatCommand.PreviewDemote(staff.home.workspace(), ben.account(), List.of());
    assertThat(refused(cara, staff.demotion(ben)).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refused(cara, ask).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refused(eve, staff.demotion(ben)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(eve, ask).code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(admin, staff.demotion(staff.owner)).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refused(admin, staff.demotion(admin)).code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused(admin, staff.demotion(eve)).code()).isEqualTo(ErrorCode.NOT_FOUND);
    AccountId bot =
        HOUSE
            .tell(admin, new WorkspaceCommand.CreateBot(Staff.id(), staff.home.workspace(), "Bot"))
            .account();
    assertThat(
            refused(
                    admin,
                    new SeatCommand.Demote(
                        Staff.id(), staff.home.workspace(), bot, List.of(), Optional.empty()))
                .code())
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    ConversationId thread = staff.thread(List.of(), ben);
    assertThat(refused(admin, staff.demotion(ben, new Keep(thread), new Keep(thread))).code())
        .isEqualTo(ErrorCode.INVALID);
    assertThat(staff.seated(ben)).isTrue();
  }

  /** N-13: the ledger says who was let in again, and on what terms. */
  @Test
  void externalIsListedWithWhoAnswersForThem() {
    ConversationId thread = staff.thread(List.of(), ben);
    staff.demote(ben, new Keep(thread));
    assertThat(
            HOUSE
                .tell(staff.owner, new ExternalCommand.Show(staff.home.workspace(), ben.account()))
                .conversations())
        .singleElement()
        .satisfies(reached -> {
          assertThat(reached.conversation()).isEqualTo(thread);
          assertThat(reached.sponsor()).contains(staff.owner.account());
        });
    assertThat(entry(thread, ben).role()).isEqualTo(ConversationRole.MEMBER);
  }
}
