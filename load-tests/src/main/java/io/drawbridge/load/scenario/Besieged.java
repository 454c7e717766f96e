package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * The person whom the siege must not touch: signs in again and again over new connections, and
 * sends and reads over the last. Not thread-safe.
 */
final class Besieged {
  /** Below what one address may ask for without a token in a minute. */
  private static final Duration SIGN_IN_EVERY = Duration.ofSeconds(3);

  /** The pace of one person: the load is these pauses, and nothing is waited for. */
  private static final int PAUSE_MS = 40;

  private static final int ANSWER_SECONDS_MAX = 30;

  private final URI server;
  private final Workspace workspace;
  private final ConversationId group;
  private final Sockets sockets;

  Besieged(URI server, Workspace workspace, ConversationId group, Sockets sockets) {
    this.server = server;
    this.workspace = workspace;
    this.group = group;
    this.sockets = sockets;
  }

  /** The times and failures that they met with. */
  static final class Day {
    final Histogram signIns = Latencies.histogram();
    final Histogram sends = Latencies.histogram();
    final Histogram reads = Latencies.histogram();
    int refused;
    int resets;
    int unanswered;
  }

  private interface Step {
    void take() throws InterruptedException, ExecutionException, TimeoutException;
  }

  /** Lives for a while. */
  Day live(Duration length) throws InterruptedException {
    Day day = new Day();
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      long until = Math.min(end, System.nanoTime() + SIGN_IN_EVERY.toNanos());
      try (HttpDoor door = new HttpDoor(server)) {
        stay(door, day, until);
      }
    }
    return day;
  }

  private void stay(HttpDoor door, Day day, long until) throws InterruptedException {
    long began = System.nanoTime();
    SocketDoor socket;
    try {
      AccountResult.Tokens tokens = door.call(workspace.signIn());
      socket = new SocketDoor(sockets, server, tokens.accessToken());
      Latencies.record(day.signIns, System.nanoTime() - began);
    } catch (RuntimeException failed) {
      count(day, failed);
      Thread.sleep(PAUSE_MS);
      return;
    }
    try (socket) {
      do {
        timed(day, day.sends, () -> await(socket, true));
        timed(day, day.reads, () -> await(socket, false));
        Thread.sleep(PAUSE_MS);
      } while (System.nanoTime() - until < 0);
    }
  }

  private void await(SocketDoor socket, boolean send)
      throws InterruptedException, ExecutionException, TimeoutException {
    (send
            ? socket.call(
                new MessageCommand.Send(
                    workspace.clientId(), group, "is anybody there?", Optional.empty()))
            : socket.call(
                new MessageCommand.ShowHistory(
                    group, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(20))))
        .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private static void timed(Day day, Histogram histogram, Step step) throws InterruptedException {
    long began = System.nanoTime();
    try {
      step.take();
      Latencies.record(histogram, System.nanoTime() - began);
    } catch (ExecutionException failed) {
      count(day, failed);
    } catch (TimeoutException silent) {
      day.unanswered++;
    }
  }

  private static void count(Day day, Exception failed) {
    Throwable why =
        failed instanceof ExecutionException || failed instanceof CompletionException
            ? failed.getCause()
            : failed;
    if (why instanceof HttpDoor.Refused) {
      day.refused++;
    } else {
      day.resets++;
    }
  }
}
