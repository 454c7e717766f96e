package io.drawbridge.load.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real server is killed (SIGKILL) twice under traffic, with or without its database, and started
 * again on the same folder: everything it acknowledged is there, once.
 */
final class KillWireTest {
  private static final int KILLS = 2;
  private static final int REMOVABLE = 20;
  private static final int SENDS_BEFORE_A_KILL = 120;
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String LAST = "the last word";

  private final Ledger ledger = new Ledger();

  enum Victim {
    SERVER,
    SERVER_AND_DATABASE
  }

  // Four starts of a server: slow where the machine has other work.
  @Timeout(900)
  @ParameterizedTest
  @EnumSource(Victim.class)
  void everythingAcknowledgedOutlivesAKill(Victim victim) throws Exception {
    try (Testbed testbed = Testbed.open()) {
      ServerProcess server = testbed.server();
      HttpDoor door = testbed.door();
      Workspace workspace = testbed.workspace();
      ConversationId group = workspace.group("Kills");
      List<AccountResult.Tokens> guests = workspace.externals(group, "guest", REMOVABLE + 3);
      AccountResult.Tokens reader = guests.get(2);
      Deque<AccountResult.Tokens> removable = new ArrayDeque<>(guests.subList(3, guests.size()));
      AccountResult.Tokens firstRemoved = removable.getFirst();
      try (Listener anna = new Listener(server.uri(), guests.get(0));
          Listener bela = new Listener(server.uri(), guests.get(1));
          Listener removed = new Listener(server.uri(), firstRemoved)) {
        for (Listener listener : List.of(anna, bela, removed)) {
          listener.client().interest().openAfter(group, 0).join();
        }
        for (int round = 1; round <= KILLS; round++) {
          Traffic traffic = new Traffic(door, workspace, group, ledger);
          traffic.sends(anna.client(), round + " anna");
          traffic.sends(bela.client(), round + " bela");
          traffic.sends(reader, round + " reader");
          traffic.invitations("invited-" + round + "-");
          traffic.removals(removable);
          traffic.marks(reader);
          ledger.awaitSends(ledger.sends().size() + SENDS_BEFORE_A_KILL, () -> false);
          kill(server, victim);
          traffic.stop();
          server.restart();
          traffic.settle();
        }
        assertThat(ledger.sends()).hasSizeGreaterThan(KILLS * SENDS_BEFORE_A_KILL);
        assertThat(ledger.invited()).hasSizeGreaterThan(KILLS * 5);
        assertThat(ledger.removed()).hasSizeGreaterThan(KILLS * 3).contains(firstRemoved);

        Aftermath aftermath = new Aftermath(door, workspace, group, ledger);
        aftermath.everySendIsThereOnce();
        aftermath.everyMarkIsAtLeastWhereItWas(reader);
        aftermath.everyInvitationIsThereOnceAndItsLinkWorks(testbed.mails(), KILLS);
        aftermath.everyRemovedPersonIsOut();

        await().atMost(WAIT).until(() -> removed.connected() && anna.connected());
        aftermath.say(LAST);
        await().atMost(WAIT).until(() -> anna.heard().contains(LAST));
        assertThat(anna.heard()).anyMatch(text -> text.startsWith("2 "));
        assertThat(removed.heard())
            .isNotEmpty()
            .noneMatch(text -> text.startsWith("2 ") || text.equals(LAST));
      }
    }
  }

  private static void kill(ServerProcess server, Victim victim) throws InterruptedException {
    if (victim == Victim.SERVER_AND_DATABASE) {
      assertThat(server.database().living()).hasSizeGreaterThan(2);
      server.database().kill();
    }
    server.kill();
  }
}
