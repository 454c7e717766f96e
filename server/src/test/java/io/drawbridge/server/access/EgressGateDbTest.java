package io.drawbridge.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.view.Residency.Hold;
import io.drawbridge.server.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EgressGateDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private final Access access = Access.create(DB.database(), DB.clock());
  private final EgressGate gate = access.egress();
  private final Scene scene = new Scene(DB, access);
  private final AccountId xenia = scene.account("Xenia");
  private final ConversationId thread = scene.thread();
  private final Hold hold = access.residency().hold(xenia);

  @AfterEach
  void release() {
    hold.close();
  }

  private Tag content(long needs, long epoch, long pos) {
    return new Tag.Content(scene.domain, thread, needs, epoch, pos, Whose.NOBODYS);
  }

  private Tag fact() {
    return new Tag.Conversation(scene.domain, thread, 0);
  }

  @Test
  void whatLiesAboveTheFloorPassesAndTheRestIsDropped() {
    long epoch =
        scene.change(at -> {
          access
              .memberships()
              .add(
                  at,
                  TestPermits.admission(thread, xenia),
                  Scene.terms(ConversationRole.MEMBER, access.memberships().fromNow(at)));
          return at.epoch();
        });
    long floor = scene.floor(xenia, thread).orElseThrow().pos();
    assertThat(gate.judge(xenia, content(epoch, epoch, floor + 1))).isEqualTo(Verdict.ALLOW);
    assertThat(gate.judge(xenia, content(epoch, epoch, floor))).isEqualTo(Verdict.DROP);
    assertThat(gate.judge(xenia, content(epoch, epoch - 1, floor + 1))).isEqualTo(Verdict.DROP);
    assertThat(gate.judge(xenia, fact())).isEqualTo(Verdict.ALLOW);
    assertThat(gate.judge(xenia, Tag.OWN)).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void unknownPeopleDomainsAndConversationsAreDropped() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    Tag elsewhere = new Tag.Conversation(new DomainId(4711), thread, 0);
    Tag unknown = new Tag.Conversation(scene.domain, new ConversationId(4711), 0);
    assertThat(gate.judge(xenia, elsewhere)).isEqualTo(Verdict.DROP);
    assertThat(gate.judge(xenia, unknown)).isEqualTo(Verdict.DROP);
    assertThat(gate.judge(scene.account("Nobody"), fact())).isEqualTo(Verdict.DROP);
  }

  @Test
  void directoryFactsNeedASeatThatIsNotSuspended() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    Tag seat = new Tag.Seat(scene.domain, 0);
    assertThat(gate.judge(xenia, seat)).isEqualTo(Verdict.DROP);
    scene.seat(xenia, WorkspaceRole.MEMBER);
    assertThat(gate.judge(xenia, seat)).isEqualTo(Verdict.ALLOW);
    scene.change(at -> access.memberships().suspend(at, xenia, java.util.Optional.empty()));
    assertThat(gate.judge(xenia, seat)).isEqualTo(Verdict.DROP);
  }

  /** Leak98: what only owners may have, such as an export, passes to nobody else. */
  @Test
  void leak98FactsForOwnersNeedASeatOfAnOwner() {
    Tag owner = new Tag.Owner(scene.domain, 0);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertThat(gate.judge(xenia, owner)).isEqualTo(Verdict.DROP);
    scene.seat(xenia, WorkspaceRole.OWNER);
    assertThat(gate.judge(xenia, owner)).isEqualTo(Verdict.ALLOW);
    scene.change(at -> access.memberships().suspend(at, xenia, java.util.Optional.empty()));
    assertThat(gate.judge(xenia, owner)).isEqualTo(Verdict.DROP);
  }

  /** Leak98: reports and the audit pass to those who run the workspace, for as long as they do. */
  @Test
  void leak98FactsForAdminsNeedTheRoleOfTheMoment() {
    Tag admin = new Tag.Admin(scene.domain, 0);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertThat(gate.judge(xenia, admin)).isEqualTo(Verdict.DROP);
    scene.seat(xenia, WorkspaceRole.MEMBER);
    assertThat(gate.judge(xenia, admin)).isEqualTo(Verdict.DROP);
    scene.seat(xenia, WorkspaceRole.ADMIN);
    assertThat(gate.judge(xenia, admin)).isEqualTo(Verdict.ALLOW);
    scene.seat(xenia, WorkspaceRole.MEMBER);
    assertThat(gate.judge(xenia, admin)).isEqualTo(Verdict.DROP);
  }

  /** Leak98: reports of a conversation pass to those who manage it, for as long as they do. */
  @Test
  void leak98FactsForManagersNeedTheRoleOfTheMoment() {
    Tag manager = new Tag.InCharge(scene.domain, thread, 0, false);
    Tag starter = new Tag.InCharge(scene.domain, thread, 0, true);
    scene.seat(xenia, WorkspaceRole.ADMIN);
    assertThat(gate.judge(xenia, starter)).as("without a path").isEqualTo(Verdict.DROP);
    scene.add(thread, xenia, ConversationRole.MEMBER);
    assertThat(gate.judge(xenia, manager)).isEqualTo(Verdict.ALLOW);
    scene.seat(xenia, WorkspaceRole.MEMBER);
    assertThat(gate.judge(xenia, manager)).isEqualTo(Verdict.DROP);
    assertThat(gate.judge(xenia, starter)).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void whatNeedsALaterEpochIsHeldUntilTheViewHasReachedIt() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    long next = scene.epoch() + 1;
    AtomicInteger woken = new AtomicInteger();
    assertThat(gate.judge(xenia, content(next, next, 1))).isEqualTo(Verdict.HOLD);
    gate.whenReached(scene.domain, next, woken::incrementAndGet);
    assertThat(woken).hasValue(0);
    scene.addGroup(scene.thread(), scene.group(Visibility.OPEN));
    assertThat(woken).hasValue(1);
    assertThat(gate.judge(xenia, content(next, next, 1))).isEqualTo(Verdict.ALLOW);
    gate.whenReached(scene.domain, next, woken::incrementAndGet);
    assertThat(woken).hasValue(2);
  }

  @Test
  void aWaiterIsWokenEvenIfWhoeverCommittedNeverSaysSo() {
    scene.add(thread, xenia, ConversationRole.MEMBER);
    AtomicLong epoch = new AtomicLong();
    scene.commit(at -> access.memberships().remove(at, thread, xenia, "removed"), epoch);
    AtomicInteger woken = new AtomicInteger();
    gate.whenReached(scene.domain, epoch.get(), woken::incrementAndGet);
    access.tend();
    assertThat(woken).hasValue(1);
    assertThat(gate.judge(xenia, fact())).isEqualTo(Verdict.DROP);
  }

  @Test
  void theClockClosesWithoutAnyChange() {
    scene.addUntil(thread, xenia, Instant.now().plusMillis(300));
    long before = gate.version(scene.domain);
    assertThat(gate.judge(xenia, fact())).isEqualTo(Verdict.ALLOW);
    assertThat(access.views().audience(scene.domain, thread).version()).isEqualTo(before);
    await().atMost(Duration.ofSeconds(5)).until(() -> gate.judge(xenia, fact()) == Verdict.DROP);
    assertThat(gate.version(scene.domain)).isNotEqualTo(before);
    assertThat(access.views().audience(scene.domain, thread).people()).isEmpty();
    assertThat(access.views().audience(scene.domain, thread).version())
        .isNotEqualTo(gate.version(scene.domain));
  }

  /**
   * N-17: what was sent while the link was over stays closed, though the clock's end is not logged.
   */
  @Test
  void addingAgainAfterAnUnloggedExpiryDoesNotJoinTheTwo() {
    scene.addUntil(thread, xenia, Instant.now().plusMillis(50));
    await().atMost(Duration.ofSeconds(5)).until(() -> gate.judge(xenia, fact()) == Verdict.DROP);
    scene.addGroup(scene.thread(), scene.group(Visibility.OPEN));
    scene.change(at ->
        access
            .memberships()
            .add(
                at,
                TestPermits.admission(thread, xenia),
                Scene.terms(ConversationRole.MEMBER, new Opening(at.epoch(), at.mark()))));
    assertThat(scene.floor(xenia, thread).orElseThrow().epoch()).isEqualTo(scene.epoch());
  }
}
