package io.drawbridge.load.cluster;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.stream.MessageCache;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who is never removed and has to get every message once and in order: a client of the
 * SDK, which comes back at any node when its own is gone. Thread-safe.
 */
final class Witness implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final ConversationId conversation;
  private final Auditor auditor;
  private final ChatClient client;
  private long highest;

  /** Connects and opens the conversation; {@code balancer} leads to any of the nodes. */
  Witness(
      String name,
      AccountResult.Tokens tokens,
      ConversationId conversation,
      URI balancer,
      Auditor auditor) {
    this.name = name;
    this.conversation = conversation;
    this.auditor = auditor;
    this.client =
        ChatClient.builder(balancer)
            .credentials(Credentials.of(tokens))
            .heartbeat(SILENCE)
            .callTimeout(PATIENCE)
            .backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO))
            .store(new MessageCache(1, 1))
            .onFrame(this::received)
            .build();
  }

  /** From now on each message is to come. */
  void begin() {
    client.connect().join();
    long asked = System.nanoTime();
    client.interest().openAfter(conversation, 0).join();
    auditor.added(conversation.toString(), name, false, asked, System.nanoTime());
  }

  private synchronized void received(int connection, long nanos, ServerFrame frame) {
    if (frame instanceof LogEvent.MessagePosted posted
        && posted.conversation().equals(conversation)) {
      auditor.received(conversation.toString(), name, connection, posted.pos());
      highest = Math.max(highest, posted.pos());
      notifyAll();
    }
  }

  /** Waits until this position, or a later one, came; returns after the wait if it did not. */
  synchronized void await(long pos, long deadlineNanos) throws InterruptedException {
    while (highest < pos) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  ConversationId conversation() {
    return conversation;
  }

  @Override
  public void close() {
    client.close();
  }
}
