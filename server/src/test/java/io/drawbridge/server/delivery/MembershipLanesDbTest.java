package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.delivery.log.Idempotent;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Changes on their way through their lane: one transaction, rights, keys. */
final class MembershipLanesDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  private final AccountId anna = RIG.account("Anna");
  private final AccountId eve = RIG.account("Eve");
  private final ConversationId thread = RIG.thread(RIG.owner, anna, eve);

  @Test
  void removalGoesBeforeAdditionsThatWait() {
    List<CompletableFuture<Changed<Boolean>>> additions = new ArrayList<>();
    CompletableFuture<Changed<Boolean>> removal;
    try (Handle other = RIG.holdingUp()) {
      for (int i = 0; i < 3; i++) {
        additions.add(adding(RIG.account("W" + i), () -> {}));
      }
      removal = removing(eve);
      other.commit();
    }
    long removed = Rig.await(removal).epoch();
    assertThat(additions).allMatch(addition -> Rig.await(addition).epoch() > removed);
  }

  /** The addition under way is finished, those of the same transaction behind it are not begun. */
  @Test
  void removalBreaksOffATransactionOfAdditions() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    CompletableFuture<Changed<Boolean>> first;
    CompletableFuture<Changed<Boolean>> second;
    try (Handle other = RIG.holdingUp()) {
      first =
          adding(
              RIG.account("F"),
              () -> {
                begun.countDown();
                awaitLatch(asked);
              });
      second = adding(RIG.account("S"), () -> {});
      other.commit();
    }
    awaitLatch(begun);
    CompletableFuture<Changed<Boolean>> removal = removing(eve);
    asked.countDown();
    long removed = Rig.await(removal).epoch();
    assertThat(Rig.await(first).epoch()).isLessThan(removed);
    assertThat(Rig.await(second).epoch()).isGreaterThan(removed);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Changed<Boolean>> adding(AccountId person, Runnable before) {
    return RIG.delivery
        .membershipLanes()
        .submit(
            RIG.domain,
            ChangeRequest.<Boolean>own(MemberCommand.Add.class, anna),
            tx -> {
              before.run();
              return tx.memberships()
                  .add(
                      tx.at(),
                      TestPermits.admission(thread, person),
                      Rig.terms(Opening.EVERYTHING, Optional.empty()));
            })
        .toCompletableFuture();
  }

  private CompletableFuture<Changed<Boolean>> removing(AccountId person) {
    Permit permit =
        RIG.access
            .gate()
            .manage(
                RIG.caller(RIG.owner), thread, Action.Manage.REMOVE_PERSON, Optional.of(person));
    return RIG.delivery
        .membershipLanes()
        .submit(
            RIG.domain,
            ChangeRequest.<Boolean>own(MemberCommand.Remove.class, RIG.owner)
                .by(permit)
                .once(new Idempotent<>(RIG.key(RIG.owner), Boolean.class)),
            tx -> tx.memberships().remove(tx.at(), thread, person, "removed").ended())
        .toCompletableFuture();
  }

  @Test
  void changesThatWaitShareOneTransactionAndOneOfThemMayFail() {
    List<CompletableFuture<Changed<Boolean>>> changes = new ArrayList<>();
    long before = RIG.count("select epoch from domain where id = ?", RIG.domain.value());
    try (Handle other = RIG.holdingUp()) {
      for (int i = 0; i < 12; i++) {
        AccountId person = RIG.account("P" + i);
        boolean fails = i == 5;
        changes.add(
            RIG.changing(tx -> {
              boolean added =
                  tx.memberships()
                      .add(
                          tx.at(),
                          TestPermits.admission(thread, person),
                          Rig.terms(Opening.EVERYTHING, Optional.empty()));
              if (fails) {
                throw Failure.invalid("this one is refused");
              }
              return added;
            }));
      }
      other.commit();
    }
    List<Long> epochs = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      CompletableFuture<Changed<Boolean>> change = changes.get(i);
      if (i == 5) {
        assertThatThrownBy(() -> Rig.await(change)).isInstanceOf(Failure.class);
      } else {
        epochs.add(Rig.await(change).epoch());
      }
    }
    assertThat(epochs).isSorted().doesNotHaveDuplicates();
    // The first in the lane has an epoch too, and the change that failed has none.
    assertThat(epochs.getLast() - before).isEqualTo(12);
    assertThat(
            RIG.count(
                // A transaction reads the clock once, so its changes share a mark.
                "select count(distinct mark) from change where scope = ? and epoch > ? + 1",
                RIG.domain.value(),
                before))
        .isEqualTo(1);
  }

  @Test
  void changeThatDiesOfAnErrorIsAnsweredAndTheLaneGoesOn() {
    assertThatThrownBy(() ->
            RIG.change(tx -> {
              throw new StackOverflowError("planted");
            }))
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(RIG.change(tx -> "goes on").value()).isEqualTo("goes on");
  }

  @Test
  void sameKeyChangesOnceAndGetsTheFirstAnswer() {
    AtomicInteger runs = new AtomicInteger();
    RequestKey key = RIG.key(RIG.owner);
    Change<Integer> change =
        tx -> {
          confirmEnd(tx);
          return runs.incrementAndGet();
        };
    Changed<Integer> first = Rig.await(RIG.changing(key, change));
    Changed<Integer> second = Rig.await(RIG.changing(key, change));
    assertThat(second.value()).isEqualTo(first.value());
    assertThat(second.epoch()).isEqualTo(first.epoch());
    assertThat(second.receipt()).isPresent();
    assertThat(runs).hasValue(1);
  }

  @Test
  void sameKeyTwiceInOneBatchChangesOnce() {
    AtomicInteger runs = new AtomicInteger();
    RequestKey key = RIG.key(RIG.owner);
    List<CompletableFuture<Changed<Integer>>> both = new ArrayList<>();
    try (Handle other = RIG.holdingUp()) {
      for (int i = 0; i < 2; i++) {
        both.add(RIG.changing(key, tx -> runs.incrementAndGet()));
      }
      other.commit();
    }
    assertThat(both).extracting(Rig::await).extracting(Changed::value).containsExactly(1, 1);
    assertThat(Rig.await(both.get(0)).epoch()).isEqualTo(Rig.await(both.get(1)).epoch());
    assertThat(runs).hasValue(1);
  }

  @Test
  void rightThatIsGoneUnderTheLockIsRefused() {
    Permit permit =
        RIG.access.gate().manage(RIG.caller(anna), thread, Action.Manage.LEAVE, Optional.empty());
    RIG.remove(thread, anna);
    assertThatThrownBy(() ->
            Rig.await(
                RIG.delivery
                    .membershipLanes()
                    .submit(
                        RIG.domain,
                        ChangeRequest.<String>own(MemberCommand.Remove.class, anna)
                            .by(permit)
                            .once(new Idempotent<>(RIG.key(anna), String.class)),
                        tx -> "left")
                    .toCompletableFuture()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  /** A right that a change before it in the same transaction took away is gone for the next one. */
  @Test
  void rightIsDecidedAgainAfterAChangeThatConcernsItsOwner() {
    Permit annas =
        RIG.access.gate().manage(RIG.caller(anna), thread, Action.Manage.LEAVE, Optional.empty());
    Permit eves =
        RIG.access.gate().manage(RIG.caller(eve), thread, Action.Manage.LEAVE, Optional.empty());
    CompletableFuture<Changed<String>> first;
    CompletableFuture<Changed<String>> second;
    try (Handle other = RIG.holdingUp()) {
      removing(anna);
      first = leaving(annas, anna);
      second = leaving(eves, eve);
      other.commit();
    }
    assertThatThrownBy(() -> Rig.await(first))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(Rig.await(second).value()).isEqualTo("left");
  }

  @Test
  void conversationMadeInTheChangeTakesItsEvents() {
    long id = RIG.database.ids().next();
    ConversationId fresh = new ConversationId(id);
    try (Device device = RIG.device(anna)) {
      long pos =
          RIG.change(
                  tx -> {
                    tx.at()
                        .handle()
                        .execute(
                            "insert into conversation (id, domain, kind, name, starter) values (?,"
                                + " ?, 'dm', 'd', ?)",
                            id,
                            RIG.domain.value(),
                            anna.value());
                    tx.memberships()
                        .add(
                            tx.at(),
                            TestPermits.admission(fresh, anna),
                            Rig.terms(Opening.EVERYTHING, Optional.empty()));
                    return tx.event(fresh, EventKind.JOINED, anna, Optional.of(anna.value()));
                  })
              .value();
      await().until(() -> device.received.size() == 2);
      assertThat(device.of(LogEvent.MemberJoined.class))
          .as("%s", device.texts)
          .singleElement()
          .satisfies(event -> assertThat(event.pos()).isEqualTo(pos));
      assertThat(device.of(Event.AccessGained.class))
          .singleElement()
          .satisfies(event -> assertThat(event.conversation().id()).isEqualTo(fresh));
    }
  }

  private static CompletableFuture<Changed<String>> leaving(Permit permit, AccountId person) {
    return RIG.delivery
        .membershipLanes()
        .submit(
            RIG.domain,
            ChangeRequest.<String>own(MemberCommand.Remove.class, person)
                .by(permit)
                .once(new Idempotent<>(RIG.key(person), String.class)),
            tx -> "left")
        .toCompletableFuture();
  }

  /** Asks for an end that came before: a change that finds it waits for the fence all the same. */
  private void confirmEnd(ChangeTransaction tx) {
    AccountId nobody = new AccountId(RIG.database.ids().next());
    assertThat(tx.memberships().remove(tx.at(), thread, nobody, "removed").ended()).isFalse();
  }
}
