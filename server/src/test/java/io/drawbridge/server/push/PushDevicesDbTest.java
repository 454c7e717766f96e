package io.drawbridge.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.PushDeviceId;
import io.drawbridge.protocol.push.PushDevice;
import io.drawbridge.protocol.push.PushKind;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.protocol.push.PushTarget;
import io.drawbridge.protocol.result.SessionResult.PushDevices;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.notify.NoticeWorld;
import io.drawbridge.server.push.device.DeviceTrim;
import io.drawbridge.server.push.web.TestBrowser;
import io.drawbridge.server.push.web.VapidKeys;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Devices are pushed to until they end (G-19). */
final class PushDevicesDbTest {
  @AutoClose private static final PushWorld WORLD = new PushWorld();
  private static final NoticeWorld NOTICES = WORLD.notices;
  private static final PushService SERVICE = WORLD.service;

  private final TestBrowser browser = new TestBrowser();
  private final String path = WORLD.path();
  private final Caller ben = NOTICES.member("ben");
  private final ConversationId thread = NOTICES.thread("Devices", ben);

  private PushTarget.Web here() {
    return browser.at(SERVICE.url(path));
  }

  private static PushDevices devices(Caller person) {
    return NOTICES.house.tell(person, new SessionCommand.ListPush());
  }

  private static void unsubscribe(Caller person, PushDeviceId device) {
    NOTICES.house.tell(
        person, new SessionCommand.UnsubscribePush(NOTICES.house.clientId(), device));
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private void say(String text) {
    WORLD.name(thread, ben, text);
    WORLD.settled();
  }

  @Test
  void deviceIsListedWithoutWhereItIsAndPushedToUntilItIsUnsubscribed() {
    PushDeviceId device = WORLD.subscribe(ben, here());
    PushDevices shown = devices(ben);
    assertThat(shown.devices())
        .extracting(PushDevice::device, PushDevice::kind, PushDevice::name, PushDevice::session)
        .containsExactly(tuple(device, PushKind.WEB, "phone", Optional.of(ben.session())));
    assertThat(shown.webKey()).hasSize(87).isEqualTo(devices(NOTICES.owner()).webKey());
    assertThat(shown.gateway()).isTrue();
    assertThat(shown.toString()).doesNotContain(path);
    assertThat(WORLD.subscribe(ben, here())).as("the same one again").isEqualTo(device);
    say("pushed");
    assertThat(SERVICE.await(path, 1)).hasSize(1);
    refused(ErrorCode.NOT_FOUND, () -> unsubscribe(NOTICES.owner(), device));
    unsubscribe(ben, device);
    refused(ErrorCode.NOT_FOUND, () -> unsubscribe(ben, device));
    say("not pushed");
    assertThat(SERVICE.at(path)).hasSize(1);
    assertThat(devices(ben).devices()).isEmpty();
  }

  /** Leak84: who signs a lost device out has it told nothing more, when that is answered. */
  @Test
  void leak84DeviceEndsWithItsSessionAndWhatIsUnderWayIsWaitedFor() throws Exception {
    Caller phone = NOTICES.otherDevice(ben);
    WORLD.subscribe(phone, here());
    CountDownLatch goOn = SERVICE.holds();
    WORLD.name(thread, ben, "under way");
    WORLD.push();
    SERVICE.await(path, 1);
    CompletableFuture<Void> revoked =
        CompletableFuture.runAsync(() ->
            NOTICES.house.tell(
                ben, new SessionCommand.Revoke(NOTICES.house.clientId(), phone.session())));
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() ->
            WORLD.count("session where ended_at is not null and id = " + phone.session().value())
                == 1);
    assertThat(revoked).isNotDone();
    goOn.countDown();
    revoked.get(20, TimeUnit.SECONDS);
    say("afterwards");
    assertCalledBack();
    assertThat(devices(ben).devices()).isEmpty();
  }

  @Test
  void deviceThatIsKeptEndsWithTheLastSession() {
    Caller phone = NOTICES.otherDevice(ben);
    WORLD.subscribe(phone, here(), Optional.of(false));
    NOTICES.house.tell(ben, new SessionCommand.Revoke(NOTICES.house.clientId(), phone.session()));
    say("kept");
    assertThat(SERVICE.await(path, 1)).hasSize(1);
    NOTICES.house.tell(ben, new AccountCommand.SignOut());
    say("nobody is signed in");
    assertCalledBack();
    Caller _ = NOTICES.otherDevice(ben);
    say("a later session does not bring it back");
    assertCalledBack();
  }

  /** A new password ends all that was signed in before it. */
  @Test
  void deviceThatIsKeptEndsWithAllSessions() {
    WORLD.subscribe(NOTICES.otherDevice(ben), here(), Optional.of(false));
    say("shown");
    NOTICES.house.tell(
        ben,
        new AccountCommand.SetPassword(
            NOTICES.house.clientId(),
            Optional.of(TestHouse.PASSWORD),
            new Secret("another password of some length")));
    say("afterwards");
    assertCalledBack();
    assertThat(devices(ben).devices()).isEmpty();
    new DeviceTrim(NOTICES.house.db.database()).run();
    assertThat(WORLD.count("push_device where account = " + ben.account().value())).isZero();
  }

  /** One push came, then what it shows was called back, and nothing after it. */
  private void assertCalledBack() {
    List<PushService.Call> calls = SERVICE.await(path, 2);
    assertThat(calls).hasSize(2);
    assertThat(calls.getLast().by(browser)).isEqualTo(new PushMessage.Withdraw(thread));
  }

  @Test
  void deviceThatIsThereNoMoreIsForgotten() {
    WORLD.subscribe(ben, here());
    SERVICE.answers(410);
    try {
      say("gone");
    } finally {
      SERVICE.answers(201);
    }
    assertThat(SERVICE.await(path, 1)).hasSize(1);
    assertThat(devices(ben).devices()).isEmpty();
  }

  /** Two people who share a browser are not told of each other's messages. */
  @Test
  void browserBelongsToWhoSignedInLast() {
    WORLD.subscribe(ben, here());
    Caller mia = NOTICES.member("mia");
    TestBrowser thief = new TestBrowser();
    refused(ErrorCode.CONFLICT, () -> WORLD.subscribe(mia, thief.at(SERVICE.url(path))));
    assertThat(devices(ben).devices()).hasSize(1);
    WORLD.subscribe(mia, here());
    assertThat(devices(ben).devices()).isEmpty();
    assertThat(devices(mia).devices()).hasSize(1);
    say("not for mia");
    assertThat(SERVICE.at(path)).isEmpty();
  }

  @Test
  void whatCannotBePushedToIsRefused() {
    List<PushTarget> wrong =
        List.of(
            browser.at("http://10.0.0.1/x"),
            browser.at("ftp://push.example/x"),
            new PushTarget.Web(new Secret(SERVICE.url(path)), "AAAA", new Secret("AAAA")));
    for (PushTarget target : wrong) {
      assertThat(refusal(target)).as("%s", target).isTrue();
    }
    for (int i = 0; i < Limits.PUSH_DEVICES_MAX; i++) {
      WORLD.subscribe(ben, new PushTarget.Gateway(new Secret(WORLD.path())));
    }
    refused(ErrorCode.LIMIT_REACHED, () -> WORLD.subscribe(ben, here()));
  }

  private boolean refusal(PushTarget target) {
    try {
      WORLD.subscribe(ben, target);
      return false;
    } catch (ProtocolException | Failure refused) {
      return true;
    }
  }

  @Test
  void erasureTakesDevicesAlong() {
    WORLD.subscribe(ben, here());
    WORLD.name(thread, ben, "waits");
    NOTICES.judge();
    NOTICES.remove(thread, ben);
    NOTICES.house.tell(
        NOTICES.owner(),
        new WorkspaceCommand.RemoveMember(
            NOTICES.house.clientId(), NOTICES.home.workspace(), ben.account()));
    NOTICES.house.tell(
        ben, new AccountCommand.Erase(NOTICES.house.clientId(), Optional.of(TestHouse.PASSWORD)));
    long account = ben.account().value();
    assertThat(WORLD.count("push_device where account = " + account)).isZero();
    assertThat(WORLD.count("push_plan where account = " + account)).isZero();
    assertThat(WORLD.count("push_told where account = " + account)).isZero();
  }

  /** The key is made once and survives a restart; one that others sealed is replaced. */
  @Test
  void keyIsMadeOnce() {
    byte[] key = new byte[32];
    String known = devices(ben).webKey();
    assertThat(new VapidKeys(NOTICES.house.db.database(), new SecureRandom(), key).key().written())
        .isEqualTo(known);
  }
}
