package io.drawbridge.server.account;

import static io.drawbridge.server.Together.parallel;
import static io.drawbridge.server.account.IdentityFixture.HERE;
import static io.drawbridge.server.account.IdentityFixture.PASSWORD;
import static io.drawbridge.server.account.IdentityFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.people.SessionView;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.credential.AttemptLimit;
import io.drawbridge.server.account.credential.OneTimeTokenStore;
import io.drawbridge.server.account.credential.Proved;
import io.drawbridge.server.account.session.RefreshTokenStore;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SessionsDbTest {
  private static final ClientAddress ELSEWHERE = new ClientAddress("192.0.2.7");
  @AutoClose private static final IdentityFixture HOUSE = new IdentityFixture();

  @Test
  void passwordOpensASession() {
    AccountId ann = HOUSE.person("ann@one.example");
    Tokens tokens = HOUSE.signIn("Ann@One.example");
    assertThat(HOUSE.caller(tokens)).isEqualTo(new Caller(ann, tokens.session()));
  }

  /** Leak 49: an unknown address and a wrong password are one answer. */
  @Test
  void unknownAddressAndWrongPasswordLookTheSame() {
    HOUSE.person("ann@two.example");
    Failure unknown = refusal(() -> signIn("nobody@two.example", "wrong password"));
    Failure wrong = refusal(() -> signIn("ann@two.example", "wrong password"));
    assertThat(unknown.code()).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    assertThat(unknown.code()).isEqualTo(wrong.code());
    assertThat(unknown.text()).isEqualTo(wrong.text());
  }

  @Test
  void wrongPasswordsAreCountedWhetherThereIsAnAccountOrNot() {
    HOUSE.person("ann@three.example");
    for (String email : List.of("ann@three.example", "nobody@three.example")) {
      useUp(email);
      assertThat(refusal(() -> signIn(email, "wrong password")).code())
          .isEqualTo(ErrorCode.RATE_LIMITED);
    }
  }

  /** Issue 8.3: only who tries is kept out, never whom it is about. */
  @Test
  void rightPasswordGetsThroughFromElsewhereWhateverStrangersTried() {
    AccountId ann = HOUSE.person("ann@three-b.example");
    useUp("ann@three-b.example");
    AccountCommand.SignIn right =
        new AccountCommand.SignIn("ann@three-b.example", PASSWORD, "laptop");
    assertThat(refusal(() -> told(HOUSE.signIn.handle(HERE, right))).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(told(HOUSE.signIn.handle(ELSEWHERE, right)).account()).isEqualTo(ann);
  }

  @Test
  void knownDeviceGetsThroughFromTheVeryPlaceOfTheAttack() {
    AccountId ann = HOUSE.person("ann@three-c.example");
    Tokens before = HOUSE.signIn("ann@three-c.example");
    useUp("ann@three-c.example");
    AccountCommand.SignIn known =
        new AccountCommand.SignIn("ann@three-c.example", PASSWORD, "laptop", before.deviceProof());
    Tokens after = told(HOUSE.signIn.handle(HERE, known));
    assertThat(after.account()).isEqualTo(ann);
    assertThat(after.deviceProof()).as("it stays the same device").isEqualTo(before.deviceProof());
  }

  @Test
  void proofOfADeviceIsNoneForAnotherAccountAndOpensNothing() {
    HOUSE.person("ann@three-d.example");
    HOUSE.person("eve@three-d.example");
    Optional<Secret> proof = HOUSE.signIn("eve@three-d.example").deviceProof();
    useUp("ann@three-d.example");
    AccountCommand.SignIn foreign =
        new AccountCommand.SignIn("ann@three-d.example", PASSWORD, "laptop", proof);
    assertThat(refusal(() -> told(HOUSE.signIn.handle(HERE, foreign))).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
    AccountCommand.SignIn wrong =
        new AccountCommand.SignIn("eve@three-d.example", new Secret("wrong"), "laptop", proof);
    assertThat(refusal(() -> told(HOUSE.signIn.handle(HERE, wrong))).code())
        .isEqualTo(ErrorCode.SIGN_IN_FAILED);
  }

  /** Leak 137: every sign-in makes a session of its own. */
  @Test
  void everySignInIsANewSession() {
    HOUSE.person("ann@four.example");
    assertThat(HOUSE.signIn("ann@four.example").session())
        .isNotEqualTo(HOUSE.signIn("ann@four.example").session());
  }

  @Test
  void oldRefreshTokenWorksUntilItsSuccessorIsUsed() {
    HOUSE.person("ann@five.example");
    Tokens first = HOUSE.signIn("ann@five.example");
    Tokens lost = refresh(first);
    muchLater();
    Tokens again = refresh(first);
    Tokens used = refresh(again);
    assertThat(used.session()).isEqualTo(first.session());
    assertThat(HOUSE.caller(used).session()).isEqualTo(first.session());
    assertThat(lost.refreshToken()).isNotEqualTo(again.refreshToken());
  }

  @Test
  void reuseAfterTheSuccessorWasUsedEndsTheSession() {
    HOUSE.person("ann@six.example");
    Tokens first = HOUSE.signIn("ann@six.example");
    Tokens second = refresh(first);
    Tokens third = refresh(second);
    muchLater();
    assertThat(refusal(() -> refresh(first)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal(() -> HOUSE.caller(third)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal(() -> refresh(third)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.register.ended(first.session())).contains(SessionEnd.REVOKED);
  }

  @Test
  void siblingOfAUsedSuccessorIsSpentToo() {
    HOUSE.person("ann@seven.example");
    Tokens first = HOUSE.signIn("ann@seven.example");
    Tokens sibling = refresh(first);
    muchLater();
    refresh(refresh(first));
    muchLater();
    assertThat(refusal(() -> refresh(sibling)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.register.ended(first.session())).contains(SessionEnd.REVOKED);
  }

  /** A sibling tells a copy from a parallel request at once: nobody answered it to two clients. */
  @Test
  void unusedSiblingEndsTheSessionEvenWithinTheGrace() {
    HOUSE.person("ann@seven-b.example");
    Tokens first = HOUSE.signIn("ann@seven-b.example");
    Tokens sibling = refresh(first);
    muchLater();
    refresh(refresh(first));
    assertThat(refusal(() -> refresh(sibling)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.register.ended(first.session())).contains(SessionEnd.REVOKED);
  }

  /** Issue 8.21: an answer without a failure carries tokens that work. */
  @Test
  void twentyParallelRefreshesAllGetTokensThatWork() throws Exception {
    HOUSE.person("ann@eight.example");
    Tokens first = HOUSE.signIn("ann@eight.example");
    List<Tokens> answers = parallel(20, () -> refresh(first));
    assertThat(answers).allMatch(tokens -> HOUSE.caller(tokens).session().equals(first.session()));
    for (Tokens answer : answers) {
      assertThat(refresh(answer).session()).isEqualTo(first.session());
    }
  }

  @Test
  void requestThatWasOnItsWayWhileOthersWentOnGetsWhatIsInUseNow() {
    HOUSE.person("ann@eight-b.example");
    Tokens first = HOUSE.signIn("ann@eight-b.example");
    Tokens third = refresh(refresh(first));
    Tokens late = refresh(first);
    assertThat(late.session()).isEqualTo(first.session());
    assertThat(refresh(late).session()).isEqualTo(first.session());
    assertThat(refresh(third).session()).isEqualTo(first.session());
  }

  @Test
  void refreshedManyTimesWithoutUseStillGetsTokensThatWork() {
    HOUSE.person("ann@eight-c.example");
    Tokens first = HOUSE.signIn("ann@eight-c.example");
    List<Tokens> answers = new ArrayList<>();
    for (int i = 0; i < 2 * RefreshTokenStore.SUCCESSORS_MAX; i++) {
      answers.add(refresh(first));
      muchLater();
    }
    Tokens early = answers.getFirst();
    assertThat(HOUSE.caller(early).session()).isEqualTo(first.session());
    assertThat(refresh(early).session()).isEqualTo(first.session());
  }

  /** Leak 139: the number of sessions is bounded, exactly; the oldest make room. */
  @Test
  void sessionsAreCappedUnderParallelSignIns() throws Exception {
    AccountId ann = HOUSE.person("ann@nine.example");
    Tokens oldest = open(ann, "first").toCompletableFuture().join();
    parallel(
        Limits.SESSIONS_PER_ACCOUNT_MAX + 5, () -> open(ann, "phone").toCompletableFuture().join());
    Caller caller = new Caller(ann, new SessionId(1));
    List<SessionView> live =
        told(HOUSE.list.handle(caller, new SessionCommand.ListSessions())).sessions();
    assertThat(live).hasSize(Limits.SESSIONS_PER_ACCOUNT_MAX);
    assertThat(HOUSE.register.ended(oldest.session())).contains(SessionEnd.REPLACED);
    assertThat(refusal(() -> HOUSE.caller(oldest)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void revokedSessionIsRefusedEverywhere() {
    HOUSE.person("ann@ten.example");
    Tokens laptop = HOUSE.signIn("ann@ten.example");
    Tokens phone = HOUSE.signIn("ann@ten.example");
    told(
        HOUSE.revoke.handle(
            HOUSE.caller(laptop), new SessionCommand.Revoke("r1", phone.session())));
    assertThat(refusal(() -> HOUSE.caller(phone)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal(() -> refresh(phone)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.caller(laptop).session()).isEqualTo(laptop.session());
  }

  /** Leak 140: the id of somebody else's session is no right, and tells nothing. */
  @Test
  void otherPeoplesSessionsDoNotExist() {
    HOUSE.person("ann@eleven.example");
    HOUSE.person("eve@eleven.example");
    Tokens ann = HOUSE.signIn("ann@eleven.example");
    Tokens eve = HOUSE.signIn("eve@eleven.example");
    Failure foreign = refusalOf(() -> revoke(eve, ann.session()));
    Failure absent = refusalOf(() -> revoke(eve, new SessionId(12345)));
    assertThat(foreign.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(foreign.text()).isEqualTo(absent.text());
    assertThat(HOUSE.caller(ann).session()).isEqualTo(ann.session());
  }

  @Test
  void newPasswordEndsTheOtherSessions() {
    HOUSE.person("ann@twelve.example");
    Tokens here = HOUSE.signIn("ann@twelve.example");
    Tokens there = HOUSE.signIn("ann@twelve.example");
    SetPassword set =
        new SetPassword(
            HOUSE.db.database(),
            HOUSE.changes,
            HOUSE.accounts,
            new OwnerProof(HOUSE.db.database(), HOUSE.sessions, HOUSE.passwords),
            HOUSE.passwords,
            HOUSE.passwordChange);
    Secret fresh = new Secret("a quite new password");
    AccountCommand.SetPassword command =
        new AccountCommand.SetPassword("p1", Optional.of(PASSWORD), fresh);
    assertThat(told(set.handle(HOUSE.caller(here), command))).isEqualTo(new Done());
    assertThat(told(set.handle(HOUSE.caller(here), command))).isEqualTo(new Done());
    assertThat(refusal(() -> HOUSE.caller(there)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refusal(() -> HOUSE.signIn("ann@twelve.example")).code())
        .isEqualTo(ErrorCode.SIGN_IN_FAILED);
    assertThat(signIn("ann@twelve.example", fresh.value()).account()).isEqualTo(here.account());
  }

  @Test
  void sessionEndsHoweverMuchItIsUsed() {
    HOUSE.person("ann@fifteen.example");
    Tokens tokens = HOUSE.signIn("ann@fifteen.example");
    HOUSE.db.execute(
        "update session set ends_at = clock_timestamp() + interval '1 hour' where id = ?",
        tokens.session().value());
    Tokens fresh = refresh(tokens);
    assertThat(idleUntilIsTheEnd(tokens.session())).isTrue();
    HOUSE.db.execute(
        "update session set ends_at = clock_timestamp(), idle_until = clock_timestamp() where id ="
            + " ?",
        tokens.session().value());
    assertThat(refusal(() -> refresh(fresh)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @Test
  void samePasswordTypedAnotherWaySignsIn() {
    AccountId ann = HOUSE.person("ann@sixteen.example");
    String wide = PASSWORD.value().replace("c", "\uff43").replace(" ", "\u00a0");
    assertThat(signIn("ann@sixteen.example", wide).account()).isEqualTo(ann);
  }

  private static boolean idleUntilIsTheEnd(SessionId session) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select idle_until = ends_at from session where id = :id")
                .bind("id", session.value())
                .mapTo(Boolean.class)
                .one());
  }

  @Test
  void oldCredentialsAreSweptAndLiveOnesStay() {
    HOUSE.person("ann@fourteen.example");
    Tokens old = HOUSE.signIn("ann@fourteen.example");
    Tokens live = HOUSE.signIn("ann@fourteen.example");
    HOUSE.db.execute(
        "update session set idle_until = clock_timestamp() - interval '31 days' where id = ?",
        old.session().value());
    new SweepCredentials(HOUSE.db.database(), HOUSE.sessions, new OneTimeTokenStore()).run();
    assertThat(refusal(() -> refresh(old)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(refresh(live).session()).isEqualTo(live.session());
  }

  @Test
  void nothingSecretIsStoredInClear() {
    HOUSE.person("ann@thirteen.example");
    Tokens tokens = refresh(HOUSE.signIn("ann@thirteen.example"));
    List<String> rows =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        """
                        select to_jsonb(s)::text from session s
                        union all select to_jsonb(t)::text from refresh_token t
                        union all select to_jsonb(a)::text from account a
                        """)
                    .mapTo(String.class)
                    .list());
    assertThat(String.join("\n", rows))
        .doesNotContain(tokens.refreshToken().value())
        .doesNotContain(tokens.accessToken().value())
        .doesNotContain(PASSWORD.value());
  }

  private static CompletionStage<Tokens> open(AccountId account, String device) {
    return HOUSE.open.open(Proved.made(account, Proved.By.PASSWORD), device);
  }

  private static Tokens signIn(String email, String password) {
    return told(
        HOUSE.signIn.handle(
            HERE, new AccountCommand.SignIn(email, new Secret(password), "laptop")));
  }

  private static Tokens refresh(Tokens tokens) {
    return told(HOUSE.refresh.handle(HERE, new SessionCommand.Refresh(tokens.refreshToken())));
  }

  /** Makes all that was done until now older than parallel requests are apart. */
  private static void muchLater() {
    HOUSE.db.execute(
        "update refresh_token set issued_at = issued_at - interval '1 minute', spent_at = spent_at"
            + " - interval '1 minute'");
  }

  private static void revoke(Tokens by, SessionId session) {
    told(HOUSE.revoke.handle(HOUSE.caller(by), new SessionCommand.Revoke("r1", session)));
  }

  /** As many wrong passwords as one place may try. */
  private static void useUp(String email) {
    for (int i = 0; i < AttemptLimit.WRONG_MAX; i++) {
      assertThat(refusal(() -> signIn(email, "wrong password")).code())
          .isEqualTo(ErrorCode.SIGN_IN_FAILED);
    }
  }

  private static Failure refusal(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure;
  }

  private static Failure refusalOf(Runnable attempt) {
    return refusal(() -> {
      attempt.run();
      return attempt;
    });
  }
}
