package io.drawbridge.server.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection.OfConversation;
import io.drawbridge.protocol.people.ExternalSelection.OfInviter;
import io.drawbridge.protocol.people.ExternalSelection.OfPerson;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.ExternalResult.ExternalsKept;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Memberships.Followed;
import io.drawbridge.server.access.Memberships.Lapse;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * An external stays for as long as somebody answers for them, and confirms them, and as was agreed
 * (N-12, N-9, 7.11).
 */
final class SponsorDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final EndConditions WITH_SPONSOR = new EndConditions(false, true, none());
  private static final EndConditions ON_CLOSE = new EndConditions(true, false, none());

  private final Guests guests = new Guests(HOUSE);
  private final Caller owner = guests.owner;
  private final Caller ben = guests.member("ben");
  private final ConversationId thread = guests.thread(List.of(), ben);
  private final Caller eve = guests.guest(ben, thread);

  private static Instant in(Duration time) {
    return HOUSE.db.clock().now().plus(time).truncatedTo(ChronoUnit.MILLIS);
  }

  /** The date lies these days from now, give or take what the test takes. */
  private static void assertIn(Optional<Instant> date, int days) {
    assertThat(date.orElseThrow())
        .isCloseTo(in(Duration.ofDays(days)), within(2, ChronoUnit.MINUTES));
  }

  private boolean orphaned() {
    return guests.terms(thread, eve).orphanedUntil().isPresent();
  }

  @Test
  void sponsorWhoLeavesLeavesAGraceThatAHandOverTakesBack() {
    Optional<Instant> end = Optional.of(in(Duration.ofDays(30)));
    guests.end(ben, thread, eve, end, EndConditions.NONE);
    assertThat(orphaned()).isFalse();
    guests.leave(ben, thread);
    assertIn(guests.terms(thread, eve).orphanedUntil(), 7);
    assertIn(guests.until(thread, eve), 7);
    assertThat(guests.terms(thread, eve).end()).isEqualTo(end);
    assertThat(guests.recorded("conversation.leave")).contains("orphaned_until");
    Caller cara = guests.member("cara");
    HOUSE.tell(owner, Adding.person(thread, cara.account()).command());
    ExternalsKept done = guests.handOver(owner, new OfConversation(thread), cara);
    assertThat(done.grants()).isEqualTo(1);
    assertThat(done.kept()).isZero();
    assertThat(orphaned()).isFalse();
    assertThat(guests.until(thread, eve)).isEqualTo(end);
    assertThat(guests.entry(thread, eve.account()).orElseThrow().sponsor())
        .contains(cara.account());
  }

  @Test
  void sponsorWhoComesBackAnswersAgain() {
    guests.leave(ben, thread);
    assertThat(orphaned()).isTrue();
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    assertThat(orphaned()).isFalse();
    assertThat(guests.until(thread, eve)).isEmpty();
  }

  /** A suspension starts the grace, and lifting it in time ends it. */
  @Test
  void suspendedSponsorAnswersForNobodyUntilItIsLifted() {
    suspend(ben);
    assertIn(guests.terms(thread, eve).orphanedUntil(), 7);
    HOUSE.tell(owner, new WorkspaceCommand.Unsuspend(id(), guests.home.workspace(), ben.account()));
    assertThat(orphaned()).isFalse();
    assertThat(guests.until(thread, eve)).isEmpty();
  }

  @Test
  void removalFromTheWorkspaceCountsAsGoing() {
    removeFromWorkspace(ben);
    assertIn(guests.terms(thread, eve).orphanedUntil(), 7);
  }

  @Test
  void groupThatIsTakenOffTakesTheSponsorsWithIt() {
    Caller cara = guests.member("cara");
    ConversationId group = guests.group(cara);
    ConversationId addressed = guests.thread(List.of(group));
    Caller guest = guests.guest(cara, addressed);
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            id(), addressed, none(), Optional.of(group), none(), false, none()));
    assertIn(guests.terms(addressed, guest).orphanedUntil(), 7);
  }

  /** Who is thrown out of the group by which they are in the thread is out of the thread. */
  @Test
  void sponsorWhoLeavesTheGroupLeavesItsThreads() {
    Caller cara = guests.member("cara");
    ConversationId group = guests.group(cara);
    ConversationId addressed = guests.thread(List.of(group));
    Caller guest = guests.guest(cara, addressed);
    guests.leave(cara, group);
    assertIn(guests.terms(addressed, guest).orphanedUntil(), 7);
    assertThat(orphaned()).isFalse();
  }

  @Test
  void graceIsThePolicysAndNoneEndsAtOnce() {
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.ORPHAN_GRACE_DAYS, 2)));
    ConversationId strict = guests.thread(List.of(), ben);
    Caller guest = guests.guest(ben, strict);
    HOUSE.tell(owner, Setting.of(strict, Setting.value(PolicyKey.ORPHAN_GRACE_DAYS, 0)));
    removeFromWorkspace(ben);
    assertIn(guests.terms(thread, eve).orphanedUntil(), 2);
    assertThat(guests.isIn(strict, guest)).isFalse();
    assertThat(guests.recorded("workspace.remove_member")).contains("\"end\": \"unsponsored\"");
  }

  @Test
  void graceThatIsOverEndsTheAccessByTheClock() {
    guests.leave(ben, thread);
    HOUSE.db.execute(
        """
        update link set until = clock_timestamp(), orphaned_until = clock_timestamp()
        where person = ? and to_epoch is null
        """,
        eve.account().value());
    assertThat(guests.isIn(thread, eve)).isFalse();
    Awaitility.await().until(() -> guests.recorded("link.expire").contains("orphaned_until"));
  }

  @Test
  void successorIsAMemberInItWhoMayBringExternalsIn() {
    Caller stranger = guests.member("stranger");
    ExternalsKept kept = guests.handOver(owner, Guests.grant(eve, thread), stranger);
    assertThat(kept.grants()).isZero();
    assertThat(kept.firstKept())
        .singleElement()
        .satisfies(it -> assertThat(it.why()).contains("cannot answer for externals"));
    assertThat(guests.handOver(owner, Guests.grant(eve, thread), eve).grants()).isZero();
    HOUSE.tell(owner, new ConversationCommand.Lock(id(), thread, true, false));
    Caller cara = guests.member("cara");
    HOUSE.tell(owner, Adding.person(thread, cara.account()).command());
    assertThat(guests.handOver(owner, Guests.grant(eve, thread), cara).kept()).isEqualTo(1);
    HOUSE.tell(owner, new ConversationCommand.Lock(id(), thread, false, false));
    HOUSE.tell(owner, new ConversationCommand.Close(id(), thread));
    assertThat(guests.handOver(owner, Guests.grant(eve, thread), cara).grants()).isEqualTo(1);
  }

  /** Sponsors, who is in charge, and admins, be they in it or not; of others nothing shows. */
  @Test
  void handsOverWhoAnswersOrIsInCharge() {
    Caller cara = guests.member("cara");
    Caller stranger = guests.member("stranger");
    HOUSE.tell(owner, Adding.person(thread, cara.account()).command());
    assertThat(guests.handOver(cara, Guests.grant(eve, thread), cara).kept()).isEqualTo(1);
    ExternalsKept hidden = guests.handOver(stranger, Guests.grant(eve, thread), stranger);
    assertThat(hidden).isEqualTo(new ExternalsKept(0, 0, List.of()));
    refused(
        ErrorCode.NOT_FOUND, () -> guests.handOver(stranger, new OfConversation(thread), stranger));
    refused(ErrorCode.NOT_ALLOWED, () -> guests.handOver(cara, new OfPerson(eve.account()), cara));
    refused(ErrorCode.NOT_ALLOWED, () -> guests.handOver(cara, new OfInviter(ben.account()), cara));
    refused(ErrorCode.NOT_FOUND, () -> guests.handOver(eve, Guests.grant(eve, thread), cara));
    guests.leave(ben, thread);
    assertThat(guests.handOver(ben, new OfInviter(ben.account()), cara).grants()).isEqualTo(1);
    assertThat(orphaned()).isFalse();
    Caller admin = guests.member("admin");
    HOUSE.tell(
        owner,
        new WorkspaceCommand.SetRole(
            id(), guests.home.workspace(), admin.account(), WorkspaceRole.ADMIN));
    assertThat(guests.handOver(admin, new OfInviter(cara.account()), owner).grants()).isEqualTo(1);
  }

  @Test
  void whatNobodyConfirmsEndsAndEachConfirmationCountsFromItself() {
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.CONFIRM_DAYS, 30)));
    assertThat(guests.terms(thread, eve).confirmBy()).isEmpty();
    Caller later = guests.guest(ben, thread);
    assertIn(guests.terms(thread, later).confirmBy(), 30);
    assertIn(guests.until(thread, later), 30);
    // Who was there before is brought under the policy by its enforcement.
    HOUSE.tell(owner, new PolicyCommand.Enforce(id(), none(), Optional.of(thread), none(), none()));
    assertIn(guests.terms(thread, eve).confirmBy(), 30);
    Instant end = in(Duration.ofDays(20));
    guests.end(ben, thread, later, Optional.of(end), EndConditions.NONE);
    assertThat(guests.until(thread, later)).contains(end);
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.CONFIRM_DAYS, 10)));
    assertThat(guests.confirm(ben, new OfInviter(ben.account())).grants()).isEqualTo(2);
    assertIn(guests.terms(thread, later).confirmBy(), 10);
    assertIn(guests.until(thread, later), 10);
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.CONFIRM_DAYS));
    assertThat(guests.confirm(owner, new OfConversation(thread)).grants()).isEqualTo(2);
    assertThat(guests.until(thread, later)).contains(end);
    assertThat(guests.until(thread, eve)).isEmpty();
  }

  @Test
  void closingEndsWhatWasToLastUntilThen() {
    Caller stays = guests.guest(ben, thread);
    guests.end(ben, thread, eve, none(), ON_CLOSE);
    HOUSE.tell(owner, new ConversationCommand.Close(id(), thread));
    assertThat(guests.isIn(thread, eve)).isFalse();
    assertThat(guests.isIn(thread, stays)).isTrue();
    assertThat(guests.recorded("conversation.close")).contains("\"end\": \"closed\"");
    HOUSE.tell(owner, new ConversationCommand.Reopen(id(), thread));
    assertThat(guests.isIn(thread, eve)).isFalse();
  }

  /** A suspension is no leaving. */
  @Test
  void sponsorWhoLeavesTakesThoseWithThemWhoWereThereForAsLong() {
    guests.end(ben, thread, eve, none(), WITH_SPONSOR);
    suspend(ben);
    assertThat(orphaned()).isTrue();
    assertThat(guests.isIn(thread, eve)).isTrue();
    removeFromWorkspace(ben);
    assertThat(guests.isIn(thread, eve)).isFalse();
    assertThat(guests.recorded("workspace.remove_member")).contains("\"end\": \"unsponsored\"");
  }

  /** Who writes, or reads what others write, takes part. */
  @Test
  void accessOfOneWhoTakesNoPartEndsAfterTheDaysThatWereAgreed() {
    Caller writing = guests.guest(ben, thread);
    Caller reading = guests.guest(ben, thread);
    Caller silent = guests.guest(ben, thread);
    for (Caller guest : List.of(writing, reading, silent)) {
      guests.end(ben, thread, guest, none(), new EndConditions(false, false, Optional.of(10)));
    }
    assertThat(lapsed(Lapse.IDLE)).isZero();
    HOUSE.db.execute(
        "update link set from_mark = from_mark - 950400000000 where conversation = ?",
        thread.value());
    HOUSE.tell(writing, new MessageCommand.Send(id(), thread, "Here I am", none()));
    HOUSE.db.execute(
        """
        insert into marker (account, conversation, read_pos)
        select ?, id, head from conversation where id = ?
        """,
        reading.account().value(),
        thread.value());
    assertThat(lapsed(Lapse.IDLE)).isEqualTo(1);
    assertThat(guests.isIn(thread, silent)).isFalse();
    assertThat(guests.isIn(thread, writing)).isTrue();
    assertThat(guests.isIn(thread, reading)).isTrue();
    assertThat(guests.isIn(thread, eve)).as("of whom nothing was agreed").isTrue();
    assertThat(guests.recorded("link.expire")).contains("\"end\": \"idle\"");
  }

  /** A grant that no change settled, as one from before there was a grace. */
  @Test
  void grantWhoseSponsorWasGoneBeforeIsFound() {
    Caller cara = guests.member("cara");
    HOUSE.db.execute(
        "update link set sponsor = ? where person = ? and to_epoch is null",
        cara.account().value(),
        eve.account().value());
    assertThat(lapsed(Lapse.SPONSOR)).isEqualTo(1);
    assertIn(guests.terms(thread, eve).orphanedUntil(), 7);
    assertThat(lapsed(Lapse.SPONSOR)).isZero();
  }

  /** Looks for them in the domain of the test; returns how many grants were ended or settled. */
  private int lapsed(Lapse which) {
    DomainId domain = DomainId.of(guests.home.workspace());
    boolean any =
        HOUSE
            .db
            .database()
            .query(handle -> HOUSE.access.memberships().lapsed(handle, which, 100))
            .contains(domain);
    return any
        ? HOUSE
            .delivery
            .membershipLanes()
            .submit(
                domain,
                ChangeRequest.<Integer>own(OwnAction.LINK_EXPIRE, ChangeRequest.SERVER),
                tx -> {
                  Followed done = tx.memberships().settleLapsed(tx.at(), which, 100);
                  return done.left().size() + done.changed().size();
                })
            .toCompletableFuture()
            .join()
            .value()
        : 0;
  }

  @Test
  void conditionsAreTakenBackByTheNextEnd() {
    guests.end(ben, thread, eve, none(), WITH_SPONSOR);
    assertThat(guests.terms(thread, eve).conditions()).isEqualTo(WITH_SPONSOR);
    guests.end(ben, thread, eve, none(), EndConditions.NONE);
    guests.leave(ben, thread);
    assertThat(guests.isIn(thread, eve)).isTrue();
  }

  /** A guest who becomes a member needs nobody who answers for them. */
  @Test
  void memberIsNotOrphaned() {
    guests.leave(ben, thread);
    HOUSE.seat(guests.home.workspace(), eve, WorkspaceRole.MEMBER);
    assertThat(guests.entry(thread, eve.account()).orElseThrow().terms()).isEmpty();
    assertThat(guests.until(thread, eve)).isEmpty();
  }

  private void suspend(Caller who) {
    HOUSE.tell(
        owner, new WorkspaceCommand.Suspend(id(), guests.home.workspace(), who.account(), none()));
  }

  private void removeFromWorkspace(Caller who) {
    HOUSE.tell(
        owner, new WorkspaceCommand.RemoveMember(id(), guests.home.workspace(), who.account()));
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static String id() {
    return Guests.id();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
