package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.db.PassingDatabase;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Tests what waits for a domain's lock, or an account's, when it is not free, and when the database
 * goes away: a lost connection becomes {@code unavailable} at the door, never {@code busy}.
 */
final class DomainLockDbTest {
  @AutoClose private static final Rig RIG = new Rig(Impatient::new);

  private final AccountId anna = RIG.account("Anna");
  private final ConversationId thread = RIG.thread(anna);

  @Test
  void changeWhoseConnectionIsCutAtTheLockIsMadeOverAnother() {
    try (Handle holder = holding()) {
      CompletableFuture<Changed<String>> change = RIG.changing(tx -> "made");
      cutWhoWaits();
      await().until(() -> RIG.database.waitingForLocks() == 1);
      holder.commit();
      assertThat(Rig.await(change).value()).isEqualTo("made");
    }
  }

  @Test
  void changesWhoseConnectionsAreAllCutAtTheLockFailWithThatAndAreNotMade() {
    long before = RIG.count("select epoch from domain where id = ?", RIG.domain.value());
    try (Handle holder = RIG.holdingUp()) {
      List<CompletableFuture<Changed<String>>> changes =
          Stream.generate(() -> RIG.changing(tx -> "made")).limit(3).toList();
      // The change that came first waits alone, with two tries; those behind it then wait together.
      for (int tries = 0; tries < 4; tries++) {
        cutWhoWaits();
      }
      for (CompletableFuture<Changed<String>> change : changes) {
        assertThatThrownBy(() -> Rig.await(change)).matches(LostConnection::caused);
      }
      holder.commit();
    }
    assertThat(RIG.count("select epoch from domain where id = ?", RIG.domain.value()))
        .isEqualTo(before);
  }

  @Test
  void messageWhoseConnectionIsCutAtTheLockIsWrittenOnce() {
    try (Handle holder = holding()) {
      CompletableFuture<Committed> sent = RIG.sending(anna, thread, "hello");
      cutWhoWaits();
      await().until(() -> RIG.database.waitingForLocks() == 1);
      holder.commit();
      assertThat(Rig.await(sent).pos()).isPositive();
    }
    assertThat(RIG.count("select count(*) from message where conversation = ?", thread.value()))
        .isEqualTo(1);
  }

  @Test
  void lockThatIsNotFreeInTimeIsBusy() {
    try (Handle holder = holding()) {
      Impatient.NOW.set(true);
      assertBusy(RIG.changing(tx -> "made"));
      holder.rollback();
    } finally {
      Impatient.NOW.set(false);
    }
  }

  @Test
  void accountThatIsNotFreeInTimeIsBusy() {
    try (Handle holder = holding(anna.value())) {
      Impatient.NOW.set(true);
      assertBusy(
          RIG.delivery
              .membershipLanes()
              .submitAccount(
                  anna, ChangeRequest.own(SessionCommand.Revoke.class, anna), tx -> "made")
              .toCompletableFuture());
      holder.rollback();
    } finally {
      Impatient.NOW.set(false);
    }
  }

  private static void assertBusy(CompletableFuture<Changed<String>> change) {
    assertThatThrownBy(() -> Rig.await(change))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BUSY));
  }

  private static Handle holding() {
    return holding(RIG.domain.value());
  }

  private static Handle holding(long scope) {
    Handle holder = RIG.database.open();
    holder.begin();
    holder.execute("select pg_advisory_xact_lock(?)", scope);
    return holder;
  }

  /** Waits until somebody waits for the lock, and cuts the connection it waits on. */
  private static void cutWhoWaits() {
    await()
        .until(() ->
            RIG.count(
                    """
                    select count(pg_terminate_backend(l.pid, 5000))
                    from pg_locks l join pg_database d on d.oid = l.database
                    where d.datname = current_database() and l.locktype = 'advisory'
                      and not l.granted
                    """)
                > 0);
  }

  /** Gives a lock a moment only, when told to. */
  private static final class Impatient extends PassingDatabase {
    private static final AtomicBoolean NOW = new AtomicBoolean();

    Impatient(Database database) {
      super(database);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      return super.write(handle -> {
        if (NOW.get()) {
          handle.execute("set local lock_timeout = '50ms'");
        }
        return work.apply(handle);
      });
    }
  }
}
