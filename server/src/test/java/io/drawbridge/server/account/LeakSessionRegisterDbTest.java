package io.drawbridge.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.server.account.session.SessionRegister;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.PassingDatabase;
import io.drawbridge.server.failure.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Leak 121: a session's end that races with the filling of the cache. */
class LeakSessionRegisterDbTest {
  @AutoClose private static final IdentityFixture HOUSE = new IdentityFixture();

  @Test
  void endBetweenReadAndFillIsNotForgotten() throws Exception {
    AccountId ann = HOUSE.person("ann@race.example");
    Tokens tokens = HOUSE.signIn("ann@race.example");
    PausingDatabase paused = new PausingDatabase(HOUSE.db.database());
    SessionRegister register =
        new SessionRegister(HOUSE.jwt, paused, HOUSE.db.clock(), HOUSE.sessions);
    String token = tokens.accessToken().value();

    paused.armed.set(true);
    CompletableFuture<Void> racing =
        CompletableFuture.runAsync(() -> {
          try {
            register.authenticate(token);
          } catch (Failure refused) {
            // both "before" and "after" are right for the one who raced
            assertThat(refused).hasMessageContaining("ended");
          }
        });
    paused.hasRead.await();
    HOUSE
        .db
        .database()
        .write(handle ->
            HOUSE.sessions.end(
                new AccountLanes.Unrecorded(handle), ann, tokens.session(), SessionEnd.REVOKED));
    register.refresh(ann);
    paused.goOn.countDown();
    racing.join();

    assertThat(register.ended(tokens.session())).contains(SessionEnd.REVOKED);
    assertThatThrownBy(() -> register.authenticate(token)).isInstanceOf(Failure.class);
  }

  /**
   * A caller who raced with the end and was late is refused, although they read the session alive.
   */
  @Test
  void lateReaderIsRefused() throws Exception {
    AccountId ann = HOUSE.person("late@race.example");
    Tokens tokens = HOUSE.signIn("late@race.example");
    PausingDatabase paused = new PausingDatabase(HOUSE.db.database());
    SessionRegister register =
        new SessionRegister(HOUSE.jwt, paused, HOUSE.db.clock(), HOUSE.sessions);
    paused.armed.set(true);
    CompletableFuture<Boolean> racing =
        CompletableFuture.supplyAsync(() -> {
          try {
            register.authenticate(tokens.accessToken().value());
            return true;
          } catch (Failure refused) {
            return false;
          }
        });
    paused.hasRead.await();
    HOUSE
        .db
        .database()
        .write(handle ->
            HOUSE.sessions.end(
                new AccountLanes.Unrecorded(handle), ann, tokens.session(), SessionEnd.REVOKED));
    register.refresh(ann);
    paused.goOn.countDown();
    assertThat(racing.join()).isFalse();
  }

  /** Stops one caller between their read and what they make of it. */
  private static final class PausingDatabase extends PassingDatabase {
    private final AtomicBoolean armed = new AtomicBoolean();
    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    PausingDatabase(Database real) {
      super(real);
    }

    @Override
    public <T> T query(Function<Handle, T> work) {
      T value = super.query(work);
      if (armed.getAndSet(false)) {
        hasRead.countDown();
        try {
          goOn.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return value;
    }
  }
}
