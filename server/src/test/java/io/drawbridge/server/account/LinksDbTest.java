package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.RequestLink;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LinksDbTest {
  private static final ClientAddress ELSEWHERE = new ClientAddress("192.0.2.7");
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static int number;

  private final String email = "ann" + ++number + "@else.example";

  @Test
  void mailedLinkSignsIn() {
    Caller ann = HOUSE.person(email);
    request(email);
    Secret token = HOUSE.post.token(email);
    assertThat(HOUSE.tell(new AccountCommand.ShowLink(token)).kind()).isEqualTo(LinkKind.SIGN_IN);
    Redeemed redeemed = HOUSE.redeem(token, "ignored");
    assertThat(redeemed.tokens().account()).isEqualTo(ann.account());
    assertThat(HOUSE.caller(redeemed.tokens()).session()).isNotEqualTo(ann.session());
  }

  /** Leak 136: each token works once, and takes the others of its address with it. */
  @Test
  void usedLinkAndItsSiblingsAreSpent() {
    HOUSE.person(email);
    request(email);
    request(email);
    Secret first = HOUSE.post.token(email);
    Secret second = HOUSE.post.token(email);
    HOUSE.redeem(second, "ignored");
    assertThat(code(() -> HOUSE.redeem(second, "ignored"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.redeem(first, "ignored"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 109 for sign-in links. */
  @Test
  void fiftyParallelRedeemsHaveOneSuccess() throws Exception {
    HOUSE.person(email);
    request(email);
    Secret token = HOUSE.post.token(email);
    List<Boolean> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> futures = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        futures.add(threads.submit(() -> succeeds(() -> HOUSE.redeem(token, "ignored"))));
      }
      for (Future<Boolean> future : futures) {
        outcomes.add(future.get());
      }
    }
    assertThat(outcomes).filteredOn(success -> success).hasSize(1);
  }

  /** Leak 49: asking for a link is the same for every address; only the mailbox can tell. */
  @Test
  void unknownAddressIsAnsweredAlikeAndGetsNoMail() {
    request(email);
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> waiting() == 0);
    assertThat(HOUSE.post.sent).isEmpty();
  }

  @Test
  void requestsBeyondAFewAnHourSendNothing() {
    HOUSE.person(email);
    for (int i = 0; i < 3 * RequestLink.MAILS_PER_HOUR_MAX; i++) {
      request(email);
    }
    for (int i = 0; i < RequestLink.MAILS_PER_HOUR_MAX; i++) {
      HOUSE.post.letter(email);
    }
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> waiting() == 0);
    assertThat(HOUSE.post.sent).isEmpty();
  }

  /** Issue 8.3: what a stranger asks for is the stranger's share. */
  @Test
  void oneLinkADayGetsThroughFromElsewhereWhateverStrangersAskFor() {
    HOUSE.person(email);
    for (int i = 0; i < 2 * RequestLink.MAILS_PER_HOUR_MAX; i++) {
      request(email);
    }
    for (int i = 0; i < RequestLink.MAILS_PER_HOUR_MAX; i++) {
      HOUSE.post.letter(email);
    }
    HOUSE.tell(ELSEWHERE, new AccountCommand.RequestLink(email));
    assertThat(HOUSE.redeem(HOUSE.post.token(email), "ignored").tokens().account()).isNotNull();
    HOUSE.tell(ELSEWHERE, new AccountCommand.RequestLink(email));
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> waiting() == 0);
    assertThat(HOUSE.post.sent).isEmpty();
  }

  @Test
  void knownDeviceGetsItsLinkFromTheVeryPlaceOfTheAttack() {
    HOUSE.person(email);
    Tokens known = HOUSE.tell(new AccountCommand.SignIn(email, TestHouse.PASSWORD, "laptop"));
    for (int i = 0; i < 2 * RequestLink.MAILS_PER_HOUR_MAX; i++) {
      request(email);
    }
    for (int i = 0; i < RequestLink.MAILS_PER_HOUR_MAX; i++) {
      HOUSE.post.letter(email);
    }
    HOUSE.tell(new AccountCommand.RequestLink(email, known.deviceProof()));
    assertThat(HOUSE.redeem(HOUSE.post.token(email), "ignored").tokens().account())
        .isEqualTo(known.account());
  }

  @Test
  void oldLinkIsSpent() {
    HOUSE.person(email);
    request(email);
    Secret token = HOUSE.post.token(email);
    HOUSE.db.execute(
        "update one_time_token set expires_at = clock_timestamp() - interval '1 second' where email"
            + " = ?",
        email);
    assertThat(code(() -> HOUSE.redeem(token, "ignored"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void passwordSetByLinkEndsOldSessions() {
    HOUSE.person(email);
    Tokens before = HOUSE.tell(new AccountCommand.SignIn(email, TestHouse.PASSWORD, "laptop"));
    request(email);
    Secret fresh = new Secret("a quite new password");
    Redeemed redeemed =
        HOUSE.tell(
            new AccountCommand.Redeem(
                HOUSE.post.token(email), Optional.empty(), Optional.of(fresh), "phone"));
    assertThat(code(() -> HOUSE.caller(before))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.caller(redeemed.tokens()).account()).isEqualTo(before.account());
    assertThat(HOUSE.tell(new AccountCommand.SignIn(email, fresh, "laptop")).account())
        .isEqualTo(before.account());
    assertThat(HOUSE.post.letter(email).subject()).isEqualTo("Your password was changed");
  }

  /** Features 7.6: no mailed link outlives a change of the password. */
  @Test
  void signInLinkDiesAtAPasswordChange() {
    Caller ann = HOUSE.person(email);
    request(email);
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(
        ann,
        new AccountCommand.SetPassword(
            HOUSE.clientId(), Optional.of(TestHouse.PASSWORD), new Secret("a quite new password")));
    assertThat(code(() -> HOUSE.redeem(token, "ignored"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.post.letter(email).subject()).isEqualTo("Your password was changed");
  }

  @Test
  void accessTokenAloneSetsNoFirstPassword() {
    Caller ann = HOUSE.person(email);
    HOUSE.db.execute("update account set password_hash = null where email = ?", email);
    AccountCommand.SetPassword first =
        new AccountCommand.SetPassword(
            HOUSE.clientId(), Optional.empty(), new Secret("a quite new password"));
    assertThat(code(() -> HOUSE.tell(ann, first))).isEqualTo(ErrorCode.NOT_ALLOWED);
    request(email);
    Caller proved = HOUSE.caller(HOUSE.redeem(HOUSE.post.token(email), "ignored").tokens());
    assertThat(HOUSE.tell(proved, first)).isEqualTo(new Done());
    assertThat(HOUSE.post.letter(email).subject()).isEqualTo("Your account has a password now");
  }

  /** Issue 8.32: an owner who came by the console's link has forgotten the password they have. */
  @Test
  void sessionOfAMailedLinkReplacesAForgottenPasswordForAWhile() {
    HOUSE.person(email);
    request(email);
    Caller proved = HOUSE.caller(HOUSE.redeem(HOUSE.post.token(email), "ignored").tokens());
    AccountCommand.SetPassword forgotten =
        new AccountCommand.SetPassword(
            HOUSE.clientId(), Optional.empty(), new Secret("a quite new password"));
    HOUSE.db.execute(
        "update session set mailbox_proved_at = mailbox_proved_at - interval '16 minutes' where id"
            + " = ?",
        proved.session().value());
    assertThat(code(() -> HOUSE.tell(proved, forgotten))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    HOUSE.db.execute(
        "update session set mailbox_proved_at = clock_timestamp() where id = ?",
        proved.session().value());
    assertThat(HOUSE.tell(proved, forgotten)).isEqualTo(new Done());
    assertThat(HOUSE.post.letter(email).subject()).isEqualTo("Your password was changed");
  }

  /** Leak 142: the token is in the part of the link that browsers send to nobody. */
  @Test
  void tokenIsInTheFragment() {
    HOUSE.person(email);
    request(email);
    String text = HOUSE.post.letter(email).text();
    assertThat(text).containsPattern("https://chat\\.example/#link=[A-Za-z0-9_-]{43}\\R");
  }

  private static void request(String email) {
    HOUSE.tell(new AccountCommand.RequestLink(email));
  }

  private static int waiting() {
    return HOUSE
        .db
        .database()
        .query(
            handle -> handle.createQuery("select count(*) from outbox").mapTo(Integer.class).one());
  }

  private static boolean succeeds(Callable<?> attempt) throws Exception {
    try {
      attempt.call();
      return true;
    } catch (Failure e) {
      assertThat(e.code()).isEqualTo(ErrorCode.LINK_SPENT);
      return false;
    }
  }

  private static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }
}
