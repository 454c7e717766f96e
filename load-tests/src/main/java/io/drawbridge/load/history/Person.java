package io.drawbridge.load.history;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.MessageCache;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody with a client, and every message frame that arrived, as it is. Thread-safe. */
final class Person implements AutoCloseable {
  private final String name;
  private final ChatClient client;

  /** The positions that arrived since the last restart, in order of arrival. Under this. */
  private final Map<ConversationId, List<Long>> received = new HashMap<>();

  /** Gaps that the server announced instead of events. Under this. */
  private int resyncs;

  /** The number of the connection the last frame came by. Under this. */
  private int connection = 1;

  Person(String name, Credentials credentials, URI server, HttpClient http) {
    this.name = name;
    this.client =
        ChatClient.builder(server)
            .credentials(credentials)
            .http(http)
            .store(new MessageCache(1, 1))
            .onFrame(this::arrived)
            .build();
    client.connect().join();
  }

  ChatClient client() {
    return client;
  }

  AccountId account() {
    return client.tokens().orElseThrow().account();
  }

  private synchronized void arrived(int number, long nanos, ServerFrame frame) {
    connection = number;
    if (frame instanceof LogEvent.MessagePosted posted) {
      received
          .computeIfAbsent(posted.conversation(), ignored -> new ArrayList<>())
          .add(posted.pos());
      notifyAll();
    } else if (frame instanceof Event.Resync) {
      resyncs++;
    }
  }

  /** Whether everything came by one connection and without announced gaps. */
  synchronized boolean undisturbed() {
    return connection == 1 && resyncs == 0;
  }

  /** Waits until so many messages have arrived; returns after the wait if they do not. */
  synchronized void await(ConversationId conversation, int count, Duration wait)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (received.getOrDefault(conversation, List.of()).size() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  synchronized List<Long> received(ConversationId conversation) {
    return List.copyOf(received.getOrDefault(conversation, List.of()));
  }

  /** Forgets what arrived of a conversation. */
  synchronized void restart(ConversationId conversation) {
    received.remove(conversation);
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
