package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sign-in stays open for everybody else, whatever somebody with an account does (issue 8.4). */
class SignInStormWireTest {
  private static final int FLOODERS = 5;
  private static final int PARALLEL = 60;
  private static final int VISITS = 5;

  /** How long a flooder waits after a refusal: the flood shares its processor with the server. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson ADA = SERVER.setUp("Ada");

  @Test
  void otherPeopleSignInWhileFiveAccountsChangeTheirPasswordsSixtyTimesAtOnce() {
    String visitor = TestCast.unique("Vera");
    TestSteps.member(SERVER, ADA, visitor);
    List<TestPerson> flooders = new ArrayList<>();
    for (int i = 0; i < FLOODERS; i++) {
      flooders.add(TestSteps.member(SERVER, ADA, TestCast.unique("Flo" + i)));
    }
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (TestPerson flooder : flooders) {
        for (int i = 0; i < PARALLEL; i++) {
          threads.execute(() -> {
            while (!over.get()) {
              setPassword(flooder, refused);
            }
          });
        }
      }
      Awaitility.await().until(() -> refused.get() > PARALLEL);
      try {
        // Refused as busy before the mend; each of these would throw.
        for (int i = 0; i < VISITS; i++) {
          assertThat(SERVER.signIn(visitor).tokens().refreshToken().value()).isNotEmpty();
        }
      } finally {
        over.set(true);
      }
    }
  }

  private static void setPassword(TestPerson flooder, AtomicInteger refused) {
    try {
      flooder.call(
          new AccountCommand.SetPassword(
              TestSteps.clientId(), Optional.of(TestServer.PASSWORD), TestServer.PASSWORD));
    } catch (TestDoor.Refused e) {
      refused.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
