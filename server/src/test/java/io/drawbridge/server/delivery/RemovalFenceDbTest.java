package io.drawbridge.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.server.access.TestPermits;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Tests what a removal does before it is answered: its fence, its receipt, and whom they concern.
 */
final class RemovalFenceDbTest {
  @AutoClose private static final Rig RIG = new Rig();

  private final AccountId anna = RIG.account("Anna");
  private final AccountId eve = RIG.account("Eve");
  private final ConversationId thread = RIG.thread(RIG.owner, anna, eve);

  @Test
  void removalIsToldWithTheLastPositionAndNothingFollows() {
    try (Device eves = RIG.device(eve).open(thread);
        Device annas = RIG.device(anna).open(thread)) {
      Committed last = RIG.send(anna, thread, "for both");
      await().until(() -> eves.of(LogEvent.class).size() == 1);
      Receipt receipt = RIG.remove(thread, eve).receipt().orElseThrow();
      assertThat(receipt.sessions())
          .containsExactly(new SessionReceipt(eves.session.caller().session(), last.pos()));
      assertThat(receipt.nodes())
          .singleElement()
          .satisfies(node -> assertThat(node.node()).isEqualTo(RIG.nodes.id()));
      assertThat(receipt.phases().totalMicros())
          .isGreaterThanOrEqualTo(receipt.phases().fenceMicros());
      RIG.send(anna, thread, "for one");
      await().until(() -> annas.of(LogEvent.class).size() == 2);
      RIG.settle();
      assertThat(eves.of(LogEvent.class)).hasSize(1);
      assertThat(eves.of(Event.AccessEnded.class))
          .singleElement()
          .satisfies(ended -> {
            assertThat(ended.conversation()).isEqualTo(thread);
            assertThat(ended.reason()).isEqualTo(EndReason.REMOVED);
          });
    }
  }

  @Test
  void replyWaitsForEveryEventLoop() throws InterruptedException {
    try (Device first = RIG.device(eve, 0);
        Device second = RIG.device(eve, 1)) {
      CountDownLatch held = RIG.loops.get(1).hold();
      CompletableFuture<Changed<Boolean>> removal = RIG.removing(thread, eve);
      await()
          .until(() ->
              RIG.count(
                      "select count(*) from fence_debt d join fence f using (scope, epoch) where"
                          + " scope = ? and closed_at is null",
                      RIG.domain.value())
                  == 1);
      assertThat(removal).isNotDone();
      await().until(() -> first.of(Event.AccessEnded.class).size() == 1);
      assertThat(removal).isNotDone();
      assertThat(second.received).isEmpty();
      held.countDown();
      assertThat(Rig.await(removal).receipt().orElseThrow().sessions()).hasSize(2);
      assertThat(openFences()).isZero();
    }
  }

  /** Leak10: what is queued at the removal never leaves, whatever brought it there. */
  @Test
  void queuedFramesAreTakenBack() {
    try (Device eves = RIG.device(eve).open(thread);
        Device annas = RIG.device(anna).open(thread)) {
      eves.writable(false);
      for (int i = 0; i < 20; i++) {
        RIG.send(anna, thread, "secret " + i);
      }
      await().until(() -> annas.of(LogEvent.class).size() == 20);
      RIG.settle();
      Receipt receipt = RIG.remove(thread, eve).receipt().orElseThrow();
      assertThat(receipt.sessions()).extracting(SessionReceipt::lastPos).containsExactly(0L);
      eves.writable(true);
      RIG.settle();
      assertThat(eves.of(LogEvent.class)).isEmpty();
      assertThat(eves.of(Event.AccessEnded.class)).hasSize(1);
    }
  }

  @Test
  void connectionWithUnsentBytesIsReset() {
    try (Device eves = RIG.device(eve);
        Device annas = RIG.device(anna)) {
      eves.unflushed = true;
      annas.unflushed = true;
      RIG.remove(thread, eve);
      assertThat(eves.resets).containsExactly(CloseCode.ACCESS_RESET);
      assertThat(annas.resets).isEmpty();
    }
  }

  @Test
  void groupTakenOffAThreadEndsItForThoseWithoutAnotherPath() {
    ConversationId group = RIG.conversation(ConversationKind.GROUP);
    ConversationId topic = RIG.conversation(ConversationKind.THREAD);
    RIG.change(tx -> {
      for (AccountId person : List.of(anna, eve)) {
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(group, person),
                Rig.terms(Opening.EVERYTHING, Optional.empty()));
      }
      tx.memberships()
          .addGroup(tx.at(), TestPermits.groupAdmission(topic, group), Opening.EVERYTHING);
      return tx.memberships()
          .add(
              tx.at(),
              TestPermits.admission(topic, anna),
              Rig.terms(Opening.EVERYTHING, Optional.empty()));
    });
    try (Device eves = RIG.device(eve);
        Device annas = RIG.device(anna)) {
      Receipt receipt =
          RIG.change(
                  tx -> {
                    return tx.memberships().removeGroup(tx.at(), topic, group, "removed");
                  })
              .receipt()
              .orElseThrow();
      assertThat(receipt.sessions()).hasSize(2);
      await().until(() -> eves.of(Event.AccessEnded.class).size() == 1);
      RIG.settle();
      assertThat(eves.of(Event.AccessEnded.class).getFirst().conversation()).isEqualTo(topic);
      assertThat(annas.received).isEmpty();
    }
  }

  @Test
  void leavingAGroupEndsItsThreadsToo() {
    ConversationId group = RIG.conversation(ConversationKind.GROUP);
    ConversationId topic = RIG.conversation(ConversationKind.THREAD);
    try (Device eves = RIG.device(eve)) {
      RIG.change(tx -> {
        tx.memberships()
            .addGroup(tx.at(), TestPermits.groupAdmission(topic, group), Opening.EVERYTHING);
        return tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(group, eve),
                Rig.terms(Opening.EVERYTHING, Optional.empty()));
      });
      await().until(() -> eves.of(Event.AccessGained.class).size() == 2);
      RIG.remove(group, eve);
      await().until(() -> eves.of(Event.AccessEnded.class).size() == 2);
      assertThat(eves.of(Event.AccessEnded.class))
          .extracting(Event.AccessEnded::conversation)
          .containsExactlyInAnyOrder(group, topic);
    }
  }

  @Test
  void suspensionEndsEverythingInTheDomain() {
    ConversationId second = RIG.thread(eve);
    try (Device eves = RIG.device(eve)) {
      RIG.change(tx -> {
        return tx.memberships().suspend(tx.at(), eve, Optional.empty());
      });
      await().until(() -> eves.of(Event.AccessEnded.class).size() == 2);
      assertThat(eves.of(Event.AccessEnded.class))
          .allSatisfy(ended -> assertThat(ended.reason()).isEqualTo(EndReason.SUSPENDED))
          .extracting(Event.AccessEnded::conversation)
          .containsExactlyInAnyOrder(thread, second);
    }
  }

  @Test
  void linkWhoseTimeHasPassedIsLoggedAndFencedWithinASecond() {
    AccountId guest = RIG.account("Guest");
    try (Device device = RIG.device(guest)) {
      addFor(guest, Duration.ofMillis(500));
      await()
          .atMost(2, TimeUnit.SECONDS)
          .until(() -> device.of(Event.AccessEnded.class).size() == 1);
      assertThat(device.of(Event.AccessEnded.class).getFirst().reason())
          .isEqualTo(EndReason.EXPIRED);
      assertThat(left(thread, guest)).isEqualTo(1);
      assertThat(
              RIG.count(
                  "select count(*) from link where person = ? and to_epoch is null", guest.value()))
          .isZero();
    }
  }

  /** An end that another change finds before the sweep does is announced and fenced as well. */
  @Test
  void linkThatAnotherChangeFindsPastItsTimeIsToldAndFenced() {
    AccountId guest = RIG.account("Guest");
    ConversationId second = RIG.thread();
    addFor(guest, Duration.ofHours(1));
    CompletableFuture<Changed<Boolean>> adding;
    try (Device device = RIG.device(guest);
        Handle other = RIG.database.open()) {
      other.begin();
      other.execute("select pg_advisory_xact_lock(?)", RIG.domain.value());
      adding =
          RIG.changing(tx ->
              tx.memberships()
                  .add(
                      tx.at(),
                      TestPermits.admission(second, guest),
                      Rig.terms(Opening.EVERYTHING, Optional.empty())));
      other.execute("update link set until = now() where person = ?", guest.value());
      other.commit();
      assertThat(Rig.await(adding).receipt()).isPresent();
      await().until(() -> device.of(Event.AccessEnded.class).size() == 1);
      assertThat(device.of(Event.AccessEnded.class).getFirst().reason())
          .isEqualTo(EndReason.EXPIRED);
      assertThat(left(thread, guest)).isEqualTo(1);
    }
  }

  @Test
  void receiptNamesOnlyTheSessionsOfItsOwnChange() {
    List<CompletableFuture<Changed<Boolean>>> removals;
    try (Device eves = RIG.device(eve);
        Device annas = RIG.device(anna);
        Handle other = RIG.database.open()) {
      other.begin();
      other.execute("select pg_advisory_xact_lock(?)", RIG.domain.value());
      var first = RIG.changing(tx -> "first in the lane");
      removals = List.of(RIG.removing(thread, eve), RIG.removing(thread, anna));
      other.commit();
      assertThat(Rig.await(first).receipt()).isEmpty();
      assertThat(sessions(removals.get(0))).containsExactly(eves.session.caller().session());
      assertThat(sessions(removals.get(1))).containsExactly(annas.session.caller().session());
    }
  }

  /** P6d: several removals that wait cost one transaction and one fence. */
  @Test
  void removalsThatWaitShareOneFenceAndEachHasItsOwnReceipt() {
    long before = RIG.count("select epoch from domain where id = ?", RIG.domain.value());
    List<CompletableFuture<Changed<Boolean>>> removals;
    try (Device eves = RIG.device(eve);
        Device annas = RIG.device(anna);
        Handle other = RIG.holdingUp()) {
      removals = List.of(RIG.removing(thread, eve), RIG.removing(thread, anna));
      other.commit();
      assertThat(sessions(removals.get(0))).containsExactly(eves.session.caller().session());
      assertThat(sessions(removals.get(1))).containsExactly(annas.session.caller().session());
    }
    assertThat(Rig.await(removals.get(0)).epoch()).isLessThan(Rig.await(removals.get(1)).epoch());
    assertThat(
            RIG.count(
                "select count(*) from fence where scope = ? and epoch > ? and closed_at is not"
                    + " null",
                RIG.domain.value(),
                before))
        .isEqualTo(1);
    assertThat(
            RIG.count(
                "select epoch from fence where scope = ? and epoch > ?",
                RIG.domain.value(),
                before))
        .isEqualTo(Rig.await(removals.get(1)).epoch());
  }

  /** A removal that fails beside others costs them neither their fence nor their receipts. */
  @Test
  void removalsBesideOneThatFailsWaitForEveryEventLoopToo() throws InterruptedException {
    List<CompletableFuture<Changed<Boolean>>> removals;
    CompletableFuture<Changed<Boolean>> failing;
    try (Device eves = RIG.device(eve, 0);
        Device annas = RIG.device(anna, 1);
        Handle other = RIG.holdingUp()) {
      CompletableFuture<Changed<Boolean>> first = RIG.removing(thread, eve);
      failing =
          RIG.changing(tx -> {
            tx.memberships().remove(tx.at(), thread, RIG.owner, "removed").ended();
            throw Failure.invalid("this one is refused");
          });
      removals = List.of(first, RIG.removing(thread, anna));
      CountDownLatch held = RIG.loops.get(1).hold();
      try {
        other.commit();
        await().until(() -> eves.of(Event.AccessEnded.class).size() == 1);
        assertThat(openFences()).isEqualTo(1);
        assertThat(removals).noneMatch(CompletableFuture::isDone);
      } finally {
        held.countDown();
      }
      assertThat(sessions(removals.get(0))).containsExactly(eves.session.caller().session());
      assertThat(sessions(removals.get(1))).containsExactly(annas.session.caller().session());
      await().until(() -> annas.of(Event.AccessEnded.class).size() == 1);
    }
    assertThatThrownBy(() -> Rig.await(failing)).isInstanceOf(Failure.class);
    assertThat(openFences()).isZero();
    assertThat(
            RIG.count(
                "select count(*) from link where conversation = ? and person = ? and to_epoch is"
                    + " null",
                thread.value(),
                RIG.owner.value()))
        .isEqualTo(1);
  }

  /** While a fence waits for an event loop the next changes commit; their answers wait in turn. */
  @Test
  void laneGoesOnWhileAFenceIsHeld() throws InterruptedException {
    AccountId guest = RIG.account("Guest");
    try (Device eves = RIG.device(eve, 1)) {
      CountDownLatch held = RIG.loops.get(1).hold();
      CompletableFuture<Changed<Boolean>> removal = RIG.removing(thread, eve);
      await().until(() -> openFences() == 1);
      List<CompletableFuture<Changed<Boolean>>> next =
          List.of(
              RIG.changing(tx ->
                  tx.memberships()
                      .add(
                          tx.at(),
                          TestPermits.admission(thread, guest),
                          Rig.terms(Opening.EVERYTHING, Optional.empty()))),
              RIG.removing(thread, anna));
      await()
          .until(() ->
              RIG.count(
                      "select count(*) from link where conversation = ? and person = ? and to_epoch"
                          + " is null",
                      thread.value(),
                      anna.value())
                  == 0);
      assertThat(removal).isNotDone();
      assertThat(next).noneMatch(CompletableFuture::isDone);
      held.countDown();
      assertThat(Rig.await(removal).receipt().orElseThrow().sessions()).hasSize(1);
      assertThat(Rig.await(next.get(0)).value()).isTrue();
      assertThat(Rig.await(next.get(1)).receipt()).isPresent();
      assertThat(openFences()).isZero();
      assertThat(eves.of(Event.AccessEnded.class)).hasSize(1);
    }
  }

  /**
   * Requests are remembered for a day, fences for thirty: a lost one is made again all the same.
   */
  @Test
  void repeatedRemovalWhoseFenceIsForgottenGetsAReceipt() {
    RequestKey key = RIG.key(RIG.owner);
    Change<Integer> change =
        tx -> {
          confirmEnd(tx);
          return 1;
        };
    long epoch = Rig.await(RIG.changing(key, change)).epoch();
    RIG.database.execute(
        "delete from fence where scope = ? and epoch = ?", RIG.domain.value(), epoch);
    assertThat(Rig.await(RIG.changing(key, change)).receipt()).isPresent();
    assertThat(openFences()).isZero();
  }

  /** O4: a mail that is still on its way, from any node, holds the answer; to a repetition too. */
  @Test
  void repeatedRemovalWaitsForTheExitsToo() throws Exception {
    RequestKey key = RIG.key(RIG.owner);
    Change<Integer> change =
        tx -> {
          confirmEnd(tx);
          return 1;
        };
    try (Row _ = new Row("nobody judges these")) {
      List<CompletableFuture<Changed<Integer>>> both =
          List.of(RIG.changing(key, change), RIG.changing(key, change));
      Rig.await(RIG.changing(RIG.key(RIG.owner), tx -> 1));
      assertThat(both).noneMatch(CompletableFuture::isDone);
      RIG.database.execute("delete from outbox");
      assertThat(both).extracting(Rig::await).allMatch(changed -> changed.receipt().isPresent());
    }
  }

  /** Returns whether the mail left is unknown then: no receipt says that it cannot. */
  @Test
  void removalWhoseExitsFailGetsNoReceiptUntilItIsRepeated() {
    RequestKey key = RIG.key(RIG.owner);
    Change<Integer> change =
        tx -> {
          confirmEnd(tx);
          return 1;
        };
    try (Row _ = new Row(FailingExit.NAME)) {
      assertThatThrownBy(() -> Rig.await(RIG.changing(key, change)))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(Rig.await(RIG.changing(key, change)).receipt()).isPresent();
  }

  /** A row of the outbox that some other node is sending. */
  private record Row(String exit) implements AutoCloseable {
    Row {
      RIG.database.execute(
          """
          insert into outbox (id, exit, kind, recipient, token, state, attempts, lease_node, lease_ends)
          select 1, ?, 'note', 'a@b.example', '', 'leased', 1, id, clock_timestamp() + interval '1 hour'
          from live_node limit 1
          """,
          exit);
    }

    @Override
    public void close() {
      RIG.database.execute("delete from outbox");
    }
  }

  @Test
  void revokedSessionIsCutAndOthersOfTheAccountAreNot() {
    try (Device revoked = RIG.device(eve, 0);
        Device kept = RIG.device(eve, 1)) {
      Changed<String> changed =
          Rig.await(
              RIG.delivery
                  .membershipLanes()
                  .submitAccount(
                      eve,
                      ChangeRequest.<String>own(SessionCommand.Revoke.class, eve),
                      tx -> {
                        RIG.ended.put(revoked.session.caller().session(), SessionEnd.REVOKED);
                        return "revoked";
                      })
                  .toCompletableFuture());
      assertThat(changed.receipt().orElseThrow().sessions())
          .extracting(SessionReceipt::session)
          .containsExactly(revoked.session.caller().session());
      await().until(() -> !revoked.closes.isEmpty());
      assertThat(revoked.closes).containsExactly(CloseCode.SESSION_ENDED);
      assertThat(kept.closes).isEmpty();
      assertThat(RIG.count("select epoch from account where id = ?", eve.value())).isEqualTo(1);
    }
  }

  @Test
  void tasksRunAfterTheFence() {
    CompletableFuture<Long> openWhenRun = new CompletableFuture<>();
    RIG.change(tx -> {
      confirmEnd(tx);
      tx.afterwards(() -> openWhenRun.complete(openFences()));
      return "done";
    });
    assertThat(Rig.await(openWhenRun)).isZero();
  }

  /** Asks for an end that came before: a change that finds it waits for the fence all the same. */
  private void confirmEnd(ChangeTransaction tx) {
    AccountId nobody = new AccountId(RIG.database.ids().next());
    assertThat(tx.memberships().remove(tx.at(), thread, nobody, "removed").ended()).isFalse();
  }

  private static long left(ConversationId conversation, AccountId person) {
    return RIG.count(
        "select count(*) from event where conversation = ? and kind = 'left' and target = ?",
        conversation.value(),
        person.value());
  }

  private static long openFences() {
    return RIG.count(
        "select count(*) from fence where scope = ? and closed_at is null", RIG.domain.value());
  }

  private static List<SessionId> sessions(CompletableFuture<Changed<Boolean>> removal) {
    return Rig.await(removal).receipt().orElseThrow().sessions().stream()
        .map(SessionReceipt::session)
        .toList();
  }

  /** Adds a guest to the thread whose time then runs out by itself. */
  private void addFor(AccountId guest, Duration time) {
    RIG.change(tx ->
        tx.memberships()
            .add(
                tx.at(),
                TestPermits.admission(thread, guest),
                Rig.terms(Opening.EVERYTHING, Optional.of(RIG.database.clock().now().plus(time)))));
  }
}
