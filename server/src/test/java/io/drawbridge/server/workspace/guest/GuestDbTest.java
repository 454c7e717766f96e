package io.drawbridge.server.workspace.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.GuestInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Guests of a workspace (HCL-2): the policies that bind them, and what ends them. */
final class GuestDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static int number;

  private final TestHouse.Home home = HOUSE.workspace("Guests" + ++number);
  private final String email = "gus" + number + "@else.example";
  private final Caller mia = HOUSE.member(home, "mia" + number + "@guests.example");

  private void invite(Caller by, String address, Optional<Instant> until) {
    HOUSE.tell(
        by,
        new ExternalCommand.Invite(
            HOUSE.clientId(),
            home.workspace(),
            address,
            Optional.of("Gus"),
            Optional.empty(),
            until,
            Optional.empty()));
  }

  private void invite(Caller by) {
    invite(by, email, Optional.empty());
  }

  private Secret token() {
    return HOUSE.post.token(email);
  }

  private Caller guest() {
    invite(mia);
    return HOUSE.caller(HOUSE.redeem(token(), "Gus").tokens());
  }

  private void set(PolicyValues values) {
    HOUSE.tell(home.owner(), Setting.of(home.workspace(), values));
  }

  private static Optional<ErrorCode> outcome(Callable<?> attempt) {
    try {
      attempt.call();
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(e.code());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ErrorCode code(Runnable attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::run);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  private boolean visits(Caller who) {
    return !HOUSE.tell(who, new AccountCommand.Me()).visiting().isEmpty();
  }

  private List<ExternalEntry> listed(ExternalState state) {
    ExternalFilter filter =
        new ExternalFilter(
            Optional.of(List.of(state)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return HOUSE
        .tell(
            home.owner(),
            new ExternalCommand.ListExternals(
                home.workspace(),
                Optional.of(filter),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .externals();
  }

  @Test
  void ofFiftyWhoUseTheLinkAtOnceOneComesIn() throws Exception {
    invite(mia);
    Secret token = token();
    List<Future<Optional<ErrorCode>>> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(pool.submit(() -> outcome(() -> HOUSE.redeem(token, "Gus"))));
      }
    }
    List<Optional<ErrorCode>> codes = new ArrayList<>();
    for (Future<Optional<ErrorCode>> answer : answers) {
      codes.add(answer.get());
    }
    assertThat(codes.stream().filter(Optional::isEmpty)).hasSize(1);
    assertThat(listed(ExternalState.ACTIVE)).hasSize(1);
  }

  /** 105: it is worth what its inviter may do at that moment. */
  @Test
  void diesWithItsInvitersRight() {
    invite(mia);
    Secret token = token();
    set(Setting.value(PolicyKey.GUEST_INVITE, GuestInvite.ADMINS));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    set(Setting.value(PolicyKey.GUEST_INVITE, GuestInvite.MEMBERS));
    assertThat(visits(HOUSE.caller(HOUSE.redeem(token, "Gus").tokens()))).isTrue();
  }

  /** G-26, HCL-5: where externals are approved, who could approve all of them invites. */
  @Test
  void approvalIsHonoured() {
    set(Setting.value(PolicyKey.EXTERNAL_APPROVAL, ExternalApproval.CONVERSATION_ADMINS));
    assertThat(code(() -> invite(mia))).isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(
        home.owner(),
        new PolicyCommand.SetInviter(HOUSE.clientId(), home.workspace(), mia.account(), true));
    invite(mia);
    assertThat(HOUSE.post.letter(email).stop()).isPresent();
  }

  /** TS-15, G-34: nobody from outside, or none of this firm, at the invitation and after it. */
  @Test
  void ruleOfWhoMayBeAnExternalHolds() {
    set(Setting.value(PolicyKey.EXTERNALS_ENABLED, false));
    assertThat(code(() -> invite(home.owner()))).isEqualTo(ErrorCode.NOT_ALLOWED);
    set(Setting.value(PolicyKey.EXTERNALS_ENABLED, true));
    invite(mia);
    Secret token = token();
    set(Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of("else.example")));
    assertThat(code(() -> invite(mia))).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(listed(ExternalState.ACTIVE)).isEmpty();
  }

  /** G-33: the longest term, and the clock that ends it. */
  @Test
  void termEndsByTheClock() {
    set(Setting.values(Map.of(PolicyKey.EXTERNAL_DAYS_MAX, 30)));
    Instant late = Instant.now().plus(Duration.ofDays(90));
    assertThat(code(() -> invite(mia, email, Optional.of(late)))).isEqualTo(ErrorCode.INVALID);
    Caller gus = guest();
    assertThat(listed(ExternalState.ACTIVE).getFirst().until()).isPresent();
    HOUSE.db.execute(
        "update guest set until = clock_timestamp() - interval '1 s' where person = ?",
        gus.account().value());
    assertThat(visits(gus)).isFalse();
    assertThat(listed(ExternalState.ACTIVE)).isEmpty();
    assertThat(listed(ExternalState.EXPIRED)).hasSize(1);
    GuestEnds ends = new GuestEnds(HOUSE.core.platform());
    ends.note();
    ends.note();
    assertThat(listed(ExternalState.EXPIRED)).hasSize(1);
    int noted =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        "select count(*) from audit_note where action = 'guest.expire'"
                            + " and workspace = :workspace and person = :person")
                    .bind("workspace", home.workspace().value())
                    .bind("person", gus.account().value())
                    .mapTo(Integer.class)
                    .one());
    assertThat(noted).isEqualTo(1);
  }

  /** N-12: somebody else answers for them, who may invite guests. */
  @Test
  void guestIsHandedOverToWhoMayInviteSome() {
    Caller gus = guest();
    Caller ann = HOUSE.member(home, "ann" + number + "@guests.example");
    Caller max = HOUSE.person("max" + number + "@else.example");
    assertThat(handed(mia, new ExternalSelection.OfInviter(mia.account()), max)).isZero();
    assertThat(handed(mia, new ExternalSelection.OfInviter(mia.account()), ann)).isEqualTo(1);
    assertThat(listed(ExternalState.ACTIVE).getFirst().sponsor()).contains(ann.account());
    assertThat(handed(home.owner(), new ExternalSelection.OfPerson(gus.account()), mia))
        .isEqualTo(1);
    assertThat(listed(ExternalState.ACTIVE).getFirst().sponsor()).contains(mia.account());
    assertThat(code(() -> handed(ann, new ExternalSelection.OfPerson(gus.account()), ann)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  private int handed(Caller by, ExternalSelection which, Caller to) {
    return HOUSE
        .tell(
            by,
            new ExternalCommand.HandOver(
                HOUSE.clientId(), home.workspace(), which, to.account(), Optional.empty()))
        .grants();
  }

  /** G-23: they count among all, from the invitation on. */
  @Test
  void quotaOfAllCountsThem() {
    set(Setting.values(Map.of(PolicyKey.QUOTA_EXTERNAL_MAX, 1)));
    Caller gus = guest();
    assertThat(visits(gus)).isTrue();
    assertThat(code(() -> invite(mia, "more" + email, Optional.empty())))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(
            HOUSE
                .tell(home.owner(), new ExternalCommand.Count(home.workspace()))
                .counts()
                .all()
                .used())
        .isEqualTo(1);
  }

  /** Of a firm, of who invited; the open invitations too. */
  @Test
  void endsWithItsFirmAndItsInviter() {
    Caller gus = guest();
    invite(mia, "open" + email, Optional.empty());
    assertThat(listed(ExternalState.PENDING)).hasSize(1);
    HOUSE.tell(
        home.owner(),
        new ExternalCommand.End(
            HOUSE.clientId(),
            home.workspace(),
            new ExternalSelection.OfMailDomain("else.example"),
            Optional.empty()));
    assertThat(visits(gus)).isFalse();
    assertThat(listed(ExternalState.PENDING)).isEmpty();
    assertThat(listed(ExternalState.FORMER)).hasSize(1);
    assertThat(code(() -> HOUSE.redeem(HOUSE.post.token("open" + email), "Open")))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** 7.10: a guest leaves; who is known already is mailed nothing. */
  @Test
  void guestLeavesByThemselves() {
    Caller gus = guest();
    invite(home.owner());
    assertThat(listed(ExternalState.PENDING)).isEmpty();
    HOUSE.tell(gus, new SeatCommand.Leave(HOUSE.clientId(), home.workspace(), Optional.empty()));
    assertThat(visits(gus)).isFalse();
    assertThat(
            code(() ->
                HOUSE.tell(
                    gus,
                    new SeatCommand.Leave(HOUSE.clientId(), home.workspace(), Optional.empty()))))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }
}
