package io.drawbridge.server.cluster.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.cluster.nats.NatsServers.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NatsDoorbellTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Login LOGIN = new Login("drawbridge", "let me in");

  @AutoClose("shutdownNow")
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @TempDir Path folder;

  private static NatsServers plain(TestNats nats) {
    return new NatsServers(List.of(nats.url("nats")), Optional.empty(), List.of());
  }

  private static AtomicInteger heardBy(NatsDoorbell doorbell) {
    AtomicInteger heard = new AtomicInteger();
    doorbell.listen(heard::incrementAndGet);
    return heard;
  }

  private static void hears(NatsDoorbell... doorbells) {
    for (NatsDoorbell doorbell : doorbells) {
      await().atMost(PATIENCE).until(doorbell::hears);
    }
  }

  /** What is rung while there is no server is lost; a node that is back has a look. */
  @Test
  void ringIsHeardByTheOthersAlsoAfterTheServerWasKilled() {
    try (TestNats nats = TestNats.open();
        NatsDoorbell one = NatsDoorbell.start(plain(nats), THREADS);
        NatsDoorbell two = NatsDoorbell.start(plain(nats), THREADS)) {
      AtomicInteger ofOne = heardBy(one);
      AtomicInteger ofTwo = heardBy(two);
      hears(one, two);
      await().atMost(PATIENCE).until(() -> ofOne.get() == 1 && ofTwo.get() == 1);
      one.ring();
      await().atMost(PATIENCE).until(() -> ofTwo.get() == 2);
      assertThat(ofOne).as("nobody hears their own").hasValue(1);
      nats.kill();
      await().atMost(PATIENCE).until(() -> !one.hears() && !two.hears());
      one.ring();
      nats.start();
      hears(one, two);
      await().atMost(PATIENCE).until(() -> ofOne.get() == 2 && ofTwo.get() == 3);
      two.ring();
      await().atMost(PATIENCE).until(() -> ofOne.get() == 3);
    }
  }

  @Test
  void serverThatComesLaterIsFound() {
    try (TestNats nats = TestNats.open()) {
      nats.kill();
      try (NatsDoorbell early = NatsDoorbell.start(plain(nats), THREADS)) {
        AtomicInteger heard = heardBy(early);
        early.ring();
        assertThat(early.hears()).isFalse();
        nats.start();
        hears(early);
        await().atMost(PATIENCE).until(() -> heard.get() == 1);
      }
    }
  }

  @Test
  void loginGoesByTlsToACertificateOfTheHostOnly() throws Exception {
    TestCertificate good = TestCertificate.ofLocalhost(folder);
    try (TestNats nats = TestNats.guarded(good, LOGIN.user(), LOGIN.password())) {
      NatsServers trusted = guarded(nats, LOGIN, good);
      NatsDoorbell.greet(trusted);
      try (NatsDoorbell one = NatsDoorbell.start(trusted, THREADS);
          NatsDoorbell two = NatsDoorbell.start(trusted, THREADS)) {
        AtomicInteger ofTwo = heardBy(two);
        AtomicInteger _ = heardBy(one);
        hears(one, two);
        await().atMost(PATIENCE).until(() -> ofTwo.get() == 1);
        one.ring();
        await().atMost(PATIENCE).until(() -> ofTwo.get() == 2);
      }
      refused(guarded(nats, new Login(LOGIN.user(), "guess"), good));
      refused(new NatsServers(trusted.urls(), trusted.login(), List.of()));
      refused(new NatsServers(List.of(nats.url("nats")), Optional.of(LOGIN), List.of()));
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() throws Exception {
    TestCertificate other = TestCertificate.in(folder, "dns:nats.example");
    try (TestNats nats = TestNats.guarded(other, LOGIN.user(), LOGIN.password())) {
      refused(guarded(nats, LOGIN, other));
    }
  }

  private static NatsServers guarded(TestNats nats, Login login, TestCertificate trusted)
      throws GeneralSecurityException {
    return new NatsServers(
        List.of(nats.url("tls")), Optional.of(login), List.of(trusted.certificate()));
  }

  private static void refused(NatsServers servers) {
    assertThatThrownBy(() -> NatsDoorbell.greet(servers))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank()
        .doesNotContain(LOGIN.password());
  }
}
