package io.drawbridge.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.push.GatewayPush;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.push.PushUrgency;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.notify.NoticeWorld;
import io.drawbridge.server.push.plan.HandOver;
import io.drawbridge.server.push.web.TestBrowser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes say what they may, to whom they may, and when (G-19). */
final class PushDbTest {
  @AutoClose private static final PushWorld WORLD = new PushWorld();
  private static final NoticeWorld NOTICES = WORLD.notices;
  private static final PushService SERVICE = WORLD.service;

  private final TestBrowser browser = new TestBrowser();
  private final String path = WORLD.path();

  /** What another test left to be tried again is not waited for. */
  @BeforeEach
  void forgetWhatWaits() {
    NOTICES.house.db.execute("delete from outbox where exit = 'push' and state = 'waiting'");
  }

  private Caller ben() {
    Caller ben = NOTICES.member("ben");
    WORLD.subscribe(ben, browser.at(SERVICE.url(path)));
    return ben;
  }

  private static PushMessage.Notice ids(ConversationId conversation, long pos) {
    return new PushMessage.Notice(conversation, pos, Optional.empty());
  }

  private PushMessage read(PushService.Call call) {
    return call.by(browser);
  }

  /** Leak84: a lost device shows no text, but that of a member whose workspace wants it so. */
  @Test
  void leak84PushHoldsIdsAloneUnlessThePolicySaysOtherwiseForMembers() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Offer", ben);
    TestBrowser outside = new TestBrowser();
    String evesPath = WORLD.path();
    Caller eve = NOTICES.external(thread, NoticeWorld.address("eve"));
    WORLD.subscribe(eve, outside.at(SERVICE.url(evesPath)));
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    long toBoth =
        NOTICES.send(
            NOTICES.owner(), thread, "canary <@%s> <@%s>".formatted(ben.account(), eve.account()));
    WORLD.settled();
    assertThat(read(SERVICE.await(path, 1).getFirst())).isEqualTo(ids(thread, toBoth));
    assertThat(SERVICE.await(evesPath, 1).getFirst().by(outside)).isEqualTo(ids(thread, toBoth));

    NOTICES.house.tell(
        NOTICES.owner(),
        Setting.of(NOTICES.home.workspace(), Setting.value(PolicyKey.PUSH_INCLUDE_TEXT, true)));
    try {
      long pos = WORLD.name(thread, ben, "second");
      WORLD.name(thread, eve, "third");
      WORLD.settled();
      assertThat(read(SERVICE.await(path, 2).getLast()))
          .isInstanceOfSatisfying(
              PushMessage.Notice.class,
              notice -> {
                assertThat(notice.pos()).isEqualTo(pos);
                PushMessage.Told told = notice.told().orElseThrow();
                assertThat(told.cause()).isEqualTo(NoticeCause.MENTION);
                assertThat(told.title()).contains("Offer");
                assertThat(told.text().orElseThrow()).startsWith("second");
              });
      assertThat(SERVICE.await(evesPath, 2).getLast().by(outside))
          .isInstanceOfSatisfying(
              PushMessage.Notice.class, notice -> assertThat(notice.told()).isEmpty());
    } finally {
      NOTICES.house.tell(
          NOTICES.owner(), Setting.back(NOTICES.home.workspace(), PolicyKey.PUSH_INCLUDE_TEXT));
    }
  }

  @Test
  void newestReplacesWhatWaitsAndWhatWasPushedBefore() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Topic", ben);
    ConversationId other = NOTICES.thread("Another", ben);
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    WORLD.name(thread, ben, "one");
    long two = WORLD.name(thread, ben, "two");
    WORLD.settled();
    PushService.Call first = SERVICE.await(path, 1).getFirst();
    assertThat(read(first)).isEqualTo(ids(thread, two));
    WORLD.name(thread, ben, "three");
    WORLD.settled();
    WORLD.name(other, ben, "elsewhere");
    WORLD.settled();
    List<PushService.Call> calls = SERVICE.await(path, 3);
    assertThat(calls).hasSize(3);
    assertThat(first.header("topic")).hasSize(32).isEqualTo(calls.get(1).header("topic"));
    assertThat(calls.get(2).header("topic")).isNotEqualTo(first.header("topic"));
    assertThat(first.header("ttl")).isEqualTo("86400");
    assertThat(first.header("urgency")).isEqualTo("high");
    assertThat(first.header("content-encoding")).isEqualTo("aes128gcm");
    assertThat(first.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(first.header("authorization")).startsWith("vapid t=");
    assertThat(first.text()).doesNotContain(thread.toString());
  }

  /** The gateway gets the same, signed: another implementation of the standard verifies it. */
  @Test
  void gatewayIsToldSigned() throws WebhookVerificationException {
    Caller ben = NOTICES.member("ben");
    Secret token = new Secret(WORLD.path());
    WORLD.subscribe(ben, new PushTarget.Gateway(token));
    ConversationId thread = NOTICES.thread("App", ben);
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    long pos = WORLD.name(thread, ben, "to the app");
    WORLD.settled();
    PushService.Call call =
        SERVICE.at("gateway").stream()
            .filter(it -> it.app().token().equals(token))
            .findFirst()
            .orElseThrow();
    new Webhook(PushWorld.gatewaySecret().value()).verify(call.text(), call.headers());
    GatewayPush told = call.app();
    assertThat(told.urgency()).isEqualTo(PushUrgency.HIGH);
    assertThat(told.ttlSeconds()).isEqualTo(86_400);
    assertThat(told.message()).isEqualTo(ids(thread, pos));
  }

  /**
   * Leak77: what was told before a removal does not leave after it, and a device is called back.
   */
  @Test
  void leak77RemovalWithdrawsWhatIsQueuedAndWhatIsShown() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Removed", ben);
    WORLD.name(thread, ben, "shown");
    WORLD.settled();
    String topic = SERVICE.await(path, 1).getFirst().header("topic");
    SERVICE.answers(503);
    try {
      WORLD.name(thread, ben, "queued");
      WORLD.push();
      SERVICE.await(path, 2);
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> WORLD.count("outbox where exit = 'push' and state = 'waiting'") == 1);
      WORLD.name(thread, ben, "planned");
      NOTICES.judge();
    } finally {
      SERVICE.answers(201);
    }
    NOTICES.remove(thread, ben);
    WORLD.settled();
    List<PushService.Call> calls = SERVICE.await(path, 3);
    assertThat(calls).hasSize(3);
    assertThat(read(calls.getLast())).isEqualTo(new PushMessage.Withdraw(thread));
    assertThat(calls.getLast().header("topic")).isEqualTo(topic);
    assertThat(calls.getLast().header("ttl")).isEqualTo("172800");
    assertThat(WORLD.count("push_told where conversation = " + thread.value())).isZero();
  }

  /** Leak77: who removes somebody waits for the push that is under way to them. */
  @Test
  void leak77ReceiptWaitsForThePushUnderWay() throws Exception {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Under way", ben);
    CountDownLatch goOn = SERVICE.holds();
    WORLD.name(thread, ben, "under way");
    WORLD.push();
    SERVICE.await(path, 1);
    CompletableFuture<Integer> receipt =
        CompletableFuture.supplyAsync(() -> {
          NOTICES.remove(thread, ben);
          return WORLD.count("outbox where exit = 'push' and state = 'leased'");
        });
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() ->
            WORLD.count(
                    "held_path where conversation = %d and person = %d"
                        .formatted(thread.value(), ben.account().value()))
                == 0);
    // The removal stands. Its receipt is held by nothing but the push, which nobody answers yet.
    boolean early = receipt.isDone();
    goOn.countDown();
    assertThat(early).isFalse();
    assertThat(receipt.get(60, TimeUnit.SECONDS)).isZero();
    WORLD.settled();
    List<PushService.Call> calls = SERVICE.await(path, 2);
    assertThat(read(calls.getLast())).isEqualTo(new PushMessage.Withdraw(thread));
  }

  /** A node that dies after its commit tells nobody: another finds it by the clock. */
  @Test
  void lossThatNobodyWasToldOfIsFoundByTheClock() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Found", ben);
    WORLD.name(thread, ben, "shown");
    WORLD.settled();
    SERVICE.await(path, 1);
    NOTICES.house.db.execute(
        "update link set to_epoch = from_epoch, to_mark = from_mark where person = ? and"
            + " conversation = ?",
        ben.account().value(),
        thread.value());
    WORLD.settled();
    assertThat(SERVICE.at(path)).hasSize(1);
    NOTICES.house.db.execute("update push_told set checked_at = checked_at - interval '1 hour'");
    WORLD.settled();
    assertThat(read(SERVICE.await(path, 2).getLast())).isEqualTo(new PushMessage.Withdraw(thread));
  }

  @Test
  void quietHoursMutesAndWhatWasReadAreRespected() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Quiet", ben);
    long first = WORLD.name(thread, ben, "read soon");
    NOTICES.judge();
    NOTICES.read(ben, thread, first);
    WORLD.settled();
    assertThat(SERVICE.at(path)).isEmpty();

    quiet(ben, Optional.of(Instant.now().plusSeconds(3_600)));
    WORLD.name(thread, ben, "in the night");
    WORLD.settled();
    assertThat(SERVICE.at(path)).isEmpty();
    String waiting = "push_plan where account = " + ben.account().value();
    assertThat(WORLD.count(waiting + " and due_at > clock_timestamp() + interval '50 minutes'"))
        .isOne();
    quiet(ben, Optional.empty());
    NOTICES.house.db.execute("update push_plan set due_at = clock_timestamp()");
    WORLD.settled();
    SERVICE.await(path, 1);

    // Quiet hours that begin while a push waits for its push service.
    SERVICE.answers(503);
    WORLD.name(thread, ben, "late in the evening");
    WORLD.push();
    SERVICE.await(path, 2);
    quiet(ben, Optional.of(Instant.now().plusSeconds(3_600)));
    SERVICE.answers(201);
    WORLD.settled();
    assertThat(SERVICE.at(path)).hasSize(2);
    assertThat(WORLD.count(waiting)).isOne();
    quiet(ben, Optional.empty());

    NOTICES.house.db.execute("delete from push_plan");
    WORLD.name(thread, ben, "muted before it leaves");
    NOTICES.judge();
    NOTICES.house.tell(
        ben,
        new InboxCommand.SetConversationNotify(
            thread, Optional.of(NoticeLevel.NOTHING), Optional.empty(), Optional.empty()));
    WORLD.settled();
    assertThat(SERVICE.at(path)).hasSize(2);
  }

  @Test
  void nothingLeavesAboutWhomThePersonBlocked() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Blocked", ben);
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    WORLD.name(thread, ben, "written just before");
    NOTICES.judge();
    NOTICES.house.tell(ben, new PeopleCommand.Block(NOTICES.owner().account()));
    WORLD.settled();
    assertThat(SERVICE.at(path)).isEmpty();
    assertThat(
            NOTICES
                .house
                .tell(ben, new InboxCommand.ListNotices(Optional.empty(), Optional.empty()))
                .notices())
        .isEmpty();
  }

  /** Who has devices that answer nothing holds up nobody else. */
  @Test
  void devicesOfOnePersonAreCalledOneAtATime() {
    Caller ben = ben();
    String second = WORLD.path();
    WORLD.subscribe(ben, new TestBrowser().at(SERVICE.url(second)));
    Caller mia = NOTICES.member("mia");
    String mias = WORLD.path();
    WORLD.subscribe(mia, new TestBrowser().at(SERVICE.url(mias)));
    ConversationId thread = NOTICES.thread("Silent", ben, mia);
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    CountDownLatch goOn = SERVICE.holds();
    try {
      WORLD.name(thread, ben, "silent");
      WORLD.push();
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> SERVICE.at(path).size() + SERVICE.at(second).size() == 1);
      WORLD.name(thread, mia, "not held up");
      WORLD.push();
      SERVICE.await(mias, 1);
      assertThat(SERVICE.at(path).size() + SERVICE.at(second).size()).isOne();
    } finally {
      goOn.countDown();
    }
    SERVICE.await(path, 1);
    SERVICE.await(second, 1);
    WORLD.settled();
  }

  @Test
  void browserThatTakesNothingRestsAndIsForgottenAfterADay() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("Broken", ben);
    String device = "push_device where account = " + ben.account().value();
    String failing =
        "update push_device set failures = 3, failing_since = clock_timestamp() - interval '2"
            + " days' where account = ?";
    NOTICES.house.db.execute(failing, ben.account().value());
    WORLD.name(thread, ben, "taken");
    WORLD.settled();
    assertThat(WORLD.count(device + " and failures = 0 and failing_since is null")).isOne();
    SERVICE.answers(503);
    try {
      WORLD.name(thread, ben, "not taken");
      WORLD.push();
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> WORLD.count(device + " and failures = 1 and rests_until is not null") == 1);
      Caller mia = NOTICES.member("mia");
      WORLD.subscribe(mia, new TestBrowser().at(SERVICE.url(WORLD.path())));
      NOTICES.add(thread, mia);
      NOTICES.house.db.execute(failing, mia.account().value());
      WORLD.name(thread, mia, "not taken for days");
      WORLD.push();
      Awaitility.await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> WORLD.count("push_device where account = " + mia.account().value()) == 0);
    } finally {
      SERVICE.answers(201);
    }
  }

  private static void quiet(Caller person, Optional<Instant> until) {
    NOTICES.house.tell(
        person, new InboxCommand.SetQuiet(new QuietHours(until, Optional.empty(), List.of())));
  }

  @Test
  void pushWaitsForWhoIsThereButNotForLong() {
    Caller ben = ben();
    ConversationId thread = NOTICES.thread("There", ben);
    NOTICES.judge();
    NOTICES.house.db.execute("delete from push_plan");
    HandOver patient =
        new HandOver(
            NOTICES.house.db.database(),
            NOTICES.house.db.clock(),
            new Outbox("push", NOTICES.house.db.database(), NOTICES.house.db.ids()),
            Duration.ofMinutes(10));
    WORLD.name(thread, ben, "are you there?");
    NOTICES.judge();
    String mine = "push_plan where account = " + ben.account().value();
    patient.handOver();
    assertThat(WORLD.count(mine + " and due_at > clock_timestamp()")).as("ben is there").isOne();
    NOTICES.house.db.execute(
        "update push_plan set due_at = clock_timestamp(), created_at = created_at - interval '11"
            + " minutes'");
    patient.handOver();
    assertThat(WORLD.count(mine)).as("but not for ever").isZero();
    assertThat(WORLD.count("push_told where conversation = " + thread.value())).isOne();

    NOTICES.house.db.execute("update session set last_seen_at = last_seen_at - interval '1 hour'");
    WORLD.name(thread, ben, "gone?");
    NOTICES.judge();
    patient.handOver();
    assertThat(WORLD.count(mine)).as("nobody is there").isZero();
  }
}
