package io.drawbridge.server.workspace.departure;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Things that happen beside a demotion or a departure come before or after it (G-29, 7.10). */
final class DepartureRacesDbTest {
  private static final int ROUNDS = 8;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Staff staff = new Staff(HOUSE);

  /** Nothing of theirs gets a position in what they lost; where they stay they write on. */
  @Test
  void whoIsDemotedWritesWhereTheyStayAndNowhereElse() throws Exception {
    Caller ben = staff.member("ben");
    ConversationId kept = staff.thread(List.of(), ben);
    ConversationId lost = staff.thread(List.of(), ben);
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> writers = new ArrayList<>();
      for (ConversationId where : List.of(kept, lost, kept, lost)) {
        writers.add(threads.submit(() -> write(ben, where, over)));
      }
      while (written(lost) < 20 || written(kept) < 20) {
        Thread.onSpinWait();
      }
      staff.demote(ben, new Keep(kept));
      long atTheAnswer = written(lost);
      long keptSoFar = written(kept);
      while (written(kept) < keptSoFar + 20) {
        Thread.onSpinWait();
      }
      over.set(true);
      assertThat(writers.get(0).get() + writers.get(2).get()).as("refused where kept").isZero();
      assertThat(writers.get(1).get() + writers.get(3).get()).as("refused where lost").isPositive();
      assertThat(written(lost)).isEqualTo(atTheAnswer);
    }
    assertThat(
            staff.count(
                """
                select count(*) from message m
                where m.conversation = ? and m.author = ?
                  and m.epoch >= (select max(l.to_epoch) from link l
                    where l.kind = 'seat' and l.person = m.author)
                """,
                lost.value(),
                ben.account().value()))
        .isZero();
  }

  private static int write(Caller ben, ConversationId where, AtomicBoolean over) {
    int refused = 0;
    while (!over.get()) {
      try {
        HOUSE.tell(ben, new MessageCommand.Send(Staff.id(), where, "work", Optional.empty()));
      } catch (Failure gone) {
        assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND);
        refused++;
      }
    }
    return refused;
  }

  private long written(ConversationId where) {
    return staff.count("select count(*) from message where conversation = ?", where.value());
  }

  /** An invitation that is accepted at the same moment ends with the rest, or comes too late. */
  @Test
  void acceptanceBesideADemotionLeavesNothingButWhatIsKept() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String address = "ben" + Staff.id() + "@home.example";
      Caller ben = HOUSE.member(staff.home, address);
      ConversationId kept = staff.thread(List.of(), ben);
      ConversationId offered = staff.thread(List.of());
      InvitationId invitation =
          HOUSE
              .tell(staff.owner, Adding.email(offered, address).command())
              .invitation()
              .orElseThrow();
      atOnce(
          () -> staff.demote(ben, new Keep(kept)),
          () -> HOUSE.tell(ben, new InvitationCommand.Accept(Staff.id(), invitation)));
      assertThat(staff.seen(ben)).as("round %d", i).containsOnlyKeys(kept);
    }
  }

  /** Two owners who name each other and go at once: one goes. */
  @Test
  void workspaceKeepsAnOwnerWhoeverLeavesAtOnce() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Staff other = new Staff(HOUSE);
      Caller second = other.member("second");
      HOUSE.seat(other.home.workspace(), second, WorkspaceRole.OWNER);
      int refused = atOnce(() -> leave(other, other.owner), () -> leave(other, second));
      assertThat(refused).as("round %d", i).isEqualTo(1);
      assertThat(
              other.count(
                  "select count(*) from held_seat where domain = ? and role = 'owner'",
                  other.home.workspace().value()))
          .isEqualTo(1);
    }
  }

  private static void leave(Staff staff, Caller person) {
    HOUSE.tell(person, new SeatCommand.Leave(Staff.id(), staff.home.workspace(), Optional.empty()));
  }

  /** Does both at once; returns how many were refused. */
  private static int atOnce(Runnable one, Runnable other) throws Exception {
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> done =
          List.of(threads.submit(() -> did(one)), threads.submit(() -> did(other)));
      for (Future<Boolean> each : done) {
        refused += each.get() ? 0 : 1;
      }
    }
    return refused;
  }

  private static boolean did(Runnable what) {
    try {
      what.run();
      return true;
    } catch (Failure refused) {
      return false;
    }
  }
}
