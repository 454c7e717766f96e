package io.drawbridge.load.crash;

import io.drawbridge.client.ChatClient;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Result;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends by WebSocket and by HTTP, invitations, removals and read marks, all at the same time, until
 * the server no longer answers. What HTTP left unanswered is asked again by {@link #settle}; the
 * SDK does that by itself.
 */
final class Traffic {
  private static final int SENDS_AN_INVITATION = 8;
  private static final int SENDS_A_REMOVAL = 15;
  private static final int BUSY_MS = 100;

  private final HttpDoor door;
  private final Workspace workspace;
  private final ConversationId group;
  private final Ledger ledger;
  private final Queue<Runnable> unanswered = new ConcurrentLinkedQueue<>();
  private final List<Future<?>> flows = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean over;

  Traffic(HttpDoor door, Workspace workspace, ConversationId group, Ledger ledger) {
    this.door = door;
    this.workspace = workspace;
    this.group = group;
    this.ledger = ledger;
  }

  /** Somebody sends by the SDK, one message after the other. */
  void sends(ChatClient client, String prefix) {
    flow(() -> {
      for (int i = 0; !over; i++) {
        String text = prefix + " " + i;
        ledger.sent(text, client.messages().send(group, text).join().pos());
      }
    });
  }

  /** Somebody sends by HTTP. */
  void sends(AccountResult.Tokens person, String prefix) {
    flow(() -> {
      for (int i = 0; !over; i++) {
        String text = prefix + " " + i;
        call(
            person,
            new MessageCommand.Send(workspace.clientId(), group, text, Optional.empty()),
            sent -> ledger.sent(text, sent.pos()));
      }
    });
  }

  /** The owner adds people by mail. */
  void invitations(String prefix) {
    int before = ledger.sends().size();
    flow(() -> {
      for (int i = 1; inStep(before + i * SENDS_AN_INVITATION); i++) {
        String address = prefix + i + "@outside.example";
        call(workspace.owner(), workspace.adding(group, address), _ -> ledger.invited(address));
      }
    });
  }

  /** The owner removes these people, and takes each from the list first. */
  void removals(Deque<AccountResult.Tokens> people) {
    int before = ledger.sends().size();
    flow(() -> {
      for (int i = 1; inStep(before + i * SENDS_A_REMOVAL); i++) {
        AccountResult.Tokens person = people.removeFirst();
        call(
            workspace.owner(),
            workspace.removing(group, person.account()),
            _ -> ledger.removed(person));
      }
    });
  }

  /** Somebody reads along. */
  void marks(AccountResult.Tokens person) {
    int before = ledger.sends().size();
    flow(() -> {
      for (int i = 1; inStep(before + i); i++) {
        long pos = ledger.newest();
        call(
            person,
            new InboxCommand.MarkRead(group, pos),
            _ -> ledger.marked(person.account(), pos));
      }
    });
  }

  /** The server was killed: nobody begins anything new. */
  void stop() {
    over = true;
    ledger.wake();
  }

  /** The server is back: everything that was under way comes to its end. */
  void settle() throws InterruptedException, ExecutionException {
    for (Future<?> flow : flows) {
      flow.get();
    }
    for (Runnable again = unanswered.poll(); again != null; again = unanswered.poll()) {
      again.run();
    }
    threads.close();
  }

  /** Waits for this many sends; false when all is over. */
  private boolean inStep(int sends) throws InterruptedException {
    ledger.awaitSends(sends, () -> over);
    return !over;
  }

  private void flow(Flow flow) {
    flows.add(
        threads.submit(() -> {
          flow.run();
          return null;
        }));
  }

  /** Asks, and the very same again when the server is back if it got no answer. */
  private <R extends Result> void call(
      AccountResult.Tokens person, Command<R> command, Answered<R> answered)
      throws InterruptedException {
    while (!over) {
      try {
        answered.with(door.call(person, command));
        return;
      } catch (HttpDoor.NoAnswer lost) {
        stop();
      } catch (HttpDoor.Refused refused) {
        switch (refused.code()) {
          // The database was gone before the server was.
          case UNAVAILABLE -> stop();
          // The same again a little later, as a client would.
          case BUSY -> TimeUnit.MILLISECONDS.sleep(BUSY_MS);
          default -> throw refused;
        }
      }
    }
    unanswered.add(() -> answered.with(door.call(person, command)));
  }

  private interface Answered<R> {
    void with(R result);
  }

  private interface Flow {
    void run() throws InterruptedException;
  }
}
