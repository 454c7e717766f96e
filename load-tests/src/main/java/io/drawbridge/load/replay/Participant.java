package io.drawbridge.load.replay;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.stream.MessageCache;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One person of the replay with their client. Every message frame that arrives is reported to the
 * auditor as it is, before the SDK makes anything of it. Thread-safe.
 */
final class Participant implements AutoCloseable {
  private final String name;
  private final Auditor auditor;
  private final Latencies latencies;
  private final Score score;
  private final ChatClient client;

  /** The highest position received in each conversation. Under this. */
  private final Map<ConversationId, Long> highest = new HashMap<>();

  /** Every conversation that was opened as this person heard of it. */
  private final Set<ConversationId> opened = ConcurrentHashMap.newKeySet();

  /** The number of the connection the last frame came by. Under this. */
  private int connection;

  Participant(
      String name,
      Credentials credentials,
      URI server,
      HttpClient http,
      Auditor auditor,
      Latencies latencies,
      Score score) {
    this.name = name;
    this.auditor = auditor;
    this.latencies = latencies;
    this.score = score;
    this.client =
        ChatClient.builder(server)
            .credentials(credentials)
            .http(http)
            .callTimeout(Duration.ofSeconds(90))
            .store(new MessageCache(1, 1))
            .onFrame(this::received)
            .build();
  }

  /**
   * Connects and opens, with everything visible, each conversation that this person hears of:
   * gains, finds in the inbox after a resync, or hears of by a head.
   */
  void connect(boolean openGained) {
    if (openGained) {
      client.onEvent(Event.AccessGained.class, gained -> open(gained.conversation().id()));
      // What gets a message while the inbox is listed may be on no page of it.
      client.onEvent(Event.HeadMoved.class, news -> open(news.conversation()));
      client.onEvent(
          Event.Resync.class,
          resync -> {
            if (resync.conversation().isEmpty()) {
              openListed(Optional.empty());
            }
          });
    }
    client.connect().join();
  }

  private void open(ConversationId conversation) {
    // It may come again, as after a reconnect, when the SDK has resumed it from its cursor already.
    if (opened.add(conversation)) {
      counted("opening " + conversation, client.interest().openAfter(conversation, 0));
    }
  }

  /** More was gained than a resume tells: the inbox has it. */
  private void openListed(Optional<String> after) {
    counted(
        "listing the inbox",
        client
            .inbox()
            .list(after)
            .thenAccept(page -> {
              page.entries().forEach(entry -> open(entry.conversation().id()));
              page.next().ifPresent(next -> openListed(Optional.of(next)));
            }));
  }

  private void counted(String what, CompletableFuture<?> done) {
    var _ =
        done.whenComplete((result, failed) -> {
          if (failed != null) {
            score.fault("%s by %s failed: %s".formatted(what, name, failed));
          }
        });
  }

  String name() {
    return name;
  }

  ChatClient client() {
    return client;
  }

  AccountId account() {
    return tokens().account();
  }

  SessionId session() {
    return tokens().session();
  }

  private AccountResult.Tokens tokens() {
    return client.tokens().orElseThrow();
  }

  synchronized int connection() {
    return connection;
  }

  private void received(int number, long nanos, ServerFrame frame) {
    synchronized (this) {
      connection = number;
      if (frame instanceof LogEvent.MessagePosted posted) {
        auditor.received(posted.conversation().toString(), name, number, posted.pos());
        latencies.arrived(posted.conversation().value(), posted.pos(), nanos);
        highest.merge(posted.conversation(), posted.pos(), Math::max);
        notifyAll();
      }
    }
  }

  /**
   * Waits until the message at this position, or a later one, has arrived; returns after the wait
   * if it has not.
   */
  synchronized void awaitReceived(ConversationId conversation, long pos, Duration wait)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (highest.getOrDefault(conversation, 0L) < pos) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Forgets a conversation whose thread is done. */
  synchronized void forget(ConversationId conversation) {
    highest.remove(conversation);
  }

  @Override
  public void close() {
    client.close();
  }
}
