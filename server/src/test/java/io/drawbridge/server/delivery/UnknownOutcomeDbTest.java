package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.PassingDatabase;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A connection that dies at the commit says nothing about whether it happened. */
final class UnknownOutcomeDbTest {
  @AutoClose private static final Rig RIG = new Rig(Dying::new);

  private final AccountId anna = RIG.account("Anna");
  private final ConversationId thread = RIG.thread(anna);

  @Test
  void appendsWhoseCommitHappenedAreFoundAndDelivered() {
    try (Device device = RIG.device(anna).open(thread)) {
      Dying.AFTER_COMMIT.set(1);
      List<Committed> sent = send(30);
      assertThat(messages()).isEqualTo(30);
      await().until(() -> device.of(LogEvent.class).size() == 30);
      assertThat(device.of(LogEvent.class))
          .extracting(LogEvent::pos)
          .containsExactlyElementsOf(sent.stream().map(Committed::pos).toList());
    }
  }

  @Test
  void appendsWhoseCommitDidNotHappenAreMadeOnce() {
    Dying.BEFORE_COMMIT.set(1);
    send(30);
    assertThat(messages()).isEqualTo(30);
  }

  @Test
  void changeWhoseCommitHappenedIsNotMadeTwice() {
    AccountId ben = RIG.account("Ben");
    AtomicInteger runs = new AtomicInteger();
    Dying.AFTER_COMMIT.set(1);
    Changed<Boolean> changed =
        RIG.change(tx -> {
          runs.incrementAndGet();
          return tx.memberships()
              .add(
                  tx.at(),
                  TestPermits.admission(thread, ben),
                  Rig.terms(Opening.EVERYTHING, Optional.empty()));
        });
    assertThat(changed.value()).isTrue();
    assertThat(runs).hasValue(1);
    assertThat(changed.epoch())
        .isEqualTo(RIG.count("select epoch from domain where id = ?", RIG.domain.value()));
  }

  @Test
  void changeWhoseCommitDidNotHappenIsMadeAgain() {
    AccountId ben = RIG.account("Ben");
    Dying.BEFORE_COMMIT.set(1);
    assertThat(RIG.addFromNow(thread, ben).value()).isTrue();
    assertThat(
            RIG.count(
                "select count(*) from link where person = ? and to_epoch is null", ben.value()))
        .isEqualTo(1);
  }

  private List<Committed> send(int count) {
    PostPermit permit = RIG.permit(anna, thread, Action.Post.POST);
    List<CompletableFuture<Committed>> sends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sends.add(RIG.appending(permit, RIG.post(anna, "text " + i)));
    }
    return sends.stream().map(Rig::await).toList();
  }

  private long messages() {
    return RIG.count("select count(*) from message where conversation = ?", thread.value());
  }

  /** Fails as often as told, just after or just before the commit. */
  private static final class Dying extends PassingDatabase {
    private static final AtomicInteger AFTER_COMMIT = new AtomicInteger();
    private static final AtomicInteger BEFORE_COMMIT = new AtomicInteger();

    Dying(Database database) {
      super(database);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      T result =
          super.write(handle -> {
            T done = work.apply(handle);
            die(BEFORE_COMMIT);
            return done;
          });
      die(AFTER_COMMIT);
      return result;
    }

    private static void die(AtomicInteger times) {
      if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the connection is gone");
      }
    }
  }
}
