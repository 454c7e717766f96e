package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.PassingDatabase;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A failure on the way costs nobody an answer, and no removal its fence. */
final class FailingPartsDbTest {
  @AutoClose private static final Rig RIG = new Rig(Dying::new, Away::new);

  private final AccountId anna = RIG.account("Anna");
  private final AccountId eve = RIG.account("Eve");
  private final ConversationId thread = RIG.thread(anna, eve);

  /** N-1: the removal is committed, so its fence must run whatever its events need. */
  @Test
  void removalWhoseEventCannotBeReadAtFirstIsFencedAndToldAllTheSame() {
    try (Device annas = RIG.device(anna).open(thread);
        Device eves = RIG.device(eve).open(thread)) {
      Away.NEXT.set(true);
      Receipt receipt =
          RIG.change(
                  tx -> {
                    tx.event(thread, EventKind.LEFT, eve, Optional.of(eve.value()));
                    return tx.memberships().remove(tx.at(), thread, eve, "removed");
                  })
              .receipt()
              .orElseThrow();
      assertThat(Away.NEXT).isFalse();
      assertThat(receipt.sessions()).hasSize(1);
      await().until(() -> eves.of(Event.AccessEnded.class).size() == 1);
      await().until(() -> annas.of(LogEvent.MemberLeft.class).size() == 1);
    }
  }

  @Test
  void errorOnADetourIsToldToWhoeverWaitsThereAndTheNextMessageIsWritten() {
    try (Handle holder = RIG.database.open()) {
      holder.begin();
      holder.execute("select pg_advisory_xact_lock(?)", RIG.domain.value());
      CompletableFuture<Committed> first = RIG.sending(anna, thread, "first");
      await().until(() -> RIG.database.waitingForLocks() == 1);
      CompletableFuture<Committed> behind = RIG.sending(anna, thread, "behind it");
      Dying.NEXT.set(true);
      holder.commit();

      assertThatThrownBy(() -> Rig.await(first))
          .isInstanceOf(CompletionException.class)
          .hasRootCauseInstanceOf(StackOverflowError.class);
      assertThat(Rig.await(behind).pos()).isPositive();
      assertThat(Rig.await(RIG.sending(anna, thread, "after it")).pos()).isPositive();
    }
  }

  /** Dies of an error in the next transaction, when told to. */
  private static final class Dying extends PassingDatabase {
    private static final AtomicBoolean NEXT = new AtomicBoolean();

    Dying(Database database) {
      super(database);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      return super.write(handle -> {
        T done = work.apply(handle);
        if (NEXT.getAndSet(false)) {
          throw new StackOverflowError("in the transaction");
        }
        return done;
      });
    }
  }

  /** Cannot be asked the next time, when told so. */
  private record Away(Conversations conversations) implements Conversations {
    private static final AtomicBoolean NEXT = new AtomicBoolean();

    @Override
    public Optional<ConversationFacts> facts(ConversationId conversation) {
      if (NEXT.getAndSet(false)) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "the database is not reachable");
      }
      return conversations.facts(conversation);
    }

    @Override
    public void forget(ConversationId conversation) {
      conversations.forget(conversation);
    }

    @Override
    public void forget(DomainId domain) {
      conversations.forget(domain);
    }

    @Override
    public void forgetAll() {
      conversations.forgetAll();
    }
  }
}
