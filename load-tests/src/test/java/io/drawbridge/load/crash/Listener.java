package io.drawbridge.load.crash;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ConnectionState;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.StopCause;
import io.drawbridge.client.background.Backoff;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody connected by the SDK through every kill, who remembers the text of every message frame.
 */
final class Listener implements AutoCloseable {
  private final Set<String> heard = ConcurrentHashMap.newKeySet();
  private final List<StopCause> losses = new CopyOnWriteArrayList<>();
  private final ChatClient client;

  Listener(URI server, AccountResult.Tokens person) {
    this.client =
        ChatClient.builder(server)
            .credentials(Credentials.of(person))
            .callTimeout(Duration.ofSeconds(60))
            .backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ZERO))
            .onFrame((_, _, frame) -> {
              if (frame instanceof LogEvent.MessagePosted posted) {
                posted.message().text().ifPresent(heard::add);
              }
            })
            .build();
    var _ =
        client.onState(state -> {
          if (state instanceof ConnectionState.Waiting waiting) {
            losses.add(waiting.cause());
          }
        });
    client.connect().join();
  }

  ChatClient client() {
    return client;
  }

  Set<String> heard() {
    return heard;
  }

  /** The reason why each connection ended, or could not be made. */
  List<StopCause> losses() {
    return losses;
  }

  boolean connected() {
    return client.state() instanceof ConnectionState.Connected;
  }

  @Override
  public void close() {
    client.close();
  }
}
