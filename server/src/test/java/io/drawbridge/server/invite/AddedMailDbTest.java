package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.mail.letter.Letter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The mail about an addition is a door through wall 3 (Leak77, D19). */
final class AddedMailDbTest {
  private static ConversationId thread(
      TestHouse house, TestHouse.Home home, String subject, List<AccountId> people) {
    return house
        .tell(
            home.owner(),
            new ThreadCommand.Create(
                house.clientId(),
                Optional.of(home.workspace()),
                subject,
                people,
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  /** An external who is in one thread, and known by name from there. */
  private static Caller contact(TestHouse house, TestHouse.Home home, String email) {
    Caller person = house.member(home, email);
    TestHouse.Home other = house.workspace("by-" + email.substring(0, 3));
    house.seat(other.workspace(), person, WorkspaceRole.MEMBER);
    house.seat(other.workspace(), home.owner(), WorkspaceRole.MEMBER);
    house.tell(
        home.owner(),
        new WorkspaceCommand.RemoveMember(house.clientId(), home.workspace(), person.account()));
    return person;
  }

  private static void remove(
      TestHouse house, Caller by, ConversationId conversation, AccountId person) {
    house.tell(
        by,
        new MemberCommand.Remove(
            house.clientId(),
            conversation,
            Optional.of(person),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  private static int waiting(TestHouse house) {
    return house
        .db
        .database()
        .query(handle ->
            handle
                .createQuery("select count(*) from outbox where kind = 'added'")
                .mapTo(Integer.class)
                .one());
  }

  @Test
  void whatTookAccessAwayBeforeTheMailLeftStopsItLeak77() {
    try (TestHouse house = new TestHouse()) {
      TestHouse.Home home = house.workspace("North");
      Caller eve = contact(house, home, "eve@firm.example");
      ConversationId removed = thread(house, home, "Removed", List.of(eve.account()));
      ConversationId left = thread(house, home, "Left", List.of(eve.account()));
      thread(house, home, "Kept", List.of(eve.account()));
      assertThat(waiting(house)).isEqualTo(3);
      remove(house, home.owner(), removed, eve.account());
      house.tell(eve, new ConversationCommand.Leave(house.clientId(), left));
      house.withMails();
      assertThat(house.post.letter("eve@firm.example").text()).contains("Kept");
      assertThat(house.post.sent).isEmpty();
    }
  }

  @Test
  void suspendedPersonIsToldNothingLeak77() {
    try (TestHouse house = new TestHouse()) {
      TestHouse.Home home = house.workspace("North");
      Caller eve = contact(house, home, "eve@firm.example");
      Caller fay = contact(house, home, "fay@firm.example");
      thread(house, home, "Offer", List.of(eve.account(), fay.account()));
      house.tell(
          home.owner(),
          new WorkspaceCommand.Suspend(
              house.clientId(), home.workspace(), eve.account(), Optional.empty()));
      house.withMails();
      house.post.letter("fay@firm.example");
      assertThat(house.post.sent).isEmpty();
    }
  }

  /** O4: who sends may be another node, of which this one knows the row alone. */
  @Test
  void receiptWaitsForTheMailThatAnotherNodeIsSendingAndNoneFollows() throws Exception {
    try (TestHouse house = new TestHouse();
        ExitWorker<Letter> elsewhere = house.mailWorkerOf("n_elsewhere")) {
      TestHouse.Home home = house.workspace("North");
      Caller eve = contact(house, home, "eve@firm.example");
      CountDownLatch onTheWay = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      house.post.onTheWay =
          () -> {
            onTheWay.countDown();
            try {
              assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          };
      ConversationId offer = thread(house, home, "Offer", List.of(eve.account()));
      ConversationId second = thread(house, home, "Second", List.of(eve.account()));
      elsewhere.start();
      assertThat(onTheWay.await(10, TimeUnit.SECONDS)).isTrue();
      // nothing is under way of this one
      remove(house, home.owner(), second, eve.account());
      CompletableFuture<Integer> receipt =
          CompletableFuture.supplyAsync(() -> {
            remove(house, home.owner(), offer, eve.account());
            return house.post.sent.size();
          });
      thread(house, home, "Other", List.of());
      assertThat(receipt).isNotDone();
      go.countDown();
      assertThat(receipt.get(10, TimeUnit.SECONDS)).as("left before the receipt").isOne();
      Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> waiting(house) == 0);
      assertThat(house.post.sent).hasSize(1);
    }
  }

  /** O4: the receipt waits for a mail that is on its way, and nothing else does. */
  @Test
  void receiptWaitsForTheMailThatIsOnItsWay() throws Exception {
    try (TestHouse house = new TestHouse()) {
      TestHouse.Home home = house.workspace("North");
      Caller eve = contact(house, home, "eve@firm.example");
      CountDownLatch onTheWay = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      house.post.onTheWay =
          () -> {
            onTheWay.countDown();
            try {
              assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          };
      house.withMails();
      ConversationId offer = thread(house, home, "Offer", List.of(eve.account()));
      assertThat(onTheWay.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Boolean> receipt =
          CompletableFuture.supplyAsync(() -> {
            remove(house, home.owner(), offer, eve.account());
            return house.post.sent.isEmpty();
          });
      thread(house, home, "Other", List.of());
      assertThat(receipt).isNotDone();
      go.countDown();
      assertThat(receipt.get(10, TimeUnit.SECONDS)).as("the mail left after the receipt").isFalse();
    }
  }
}
