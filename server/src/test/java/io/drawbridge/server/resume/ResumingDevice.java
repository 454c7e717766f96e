package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that keeps what it received and comes back with its cursors, as often as it is cut off.
 * Checks on the way that positions strictly increase. Used by one thread.
 */
final class ResumingDevice {
  private static final int ANSWER_SECONDS_MAX = 60;

  /** Over one connection. */
  private static final int ASKS_EACH = 2;

  private final String accessToken;
  private final Map<ConversationId, List<Long>> received = new HashMap<>();
  private Optional<String> since = Optional.empty();
  private int cuts;
  private final AtomicInteger refused = new AtomicInteger();

  ResumingDevice(String accessToken, List<ConversationId> conversations) {
    this.accessToken = accessToken;
    conversations.forEach(conversation -> received.put(conversation, new ArrayList<>()));
  }

  /** The positions of all events, in the order they came. */
  List<Long> received(ConversationId conversation) {
    return received.getOrDefault(conversation, List.of());
  }

  int cuts() {
    return cuts;
  }

  /** The number of times that start or resume was refused as {@code busy}. Any thread. */
  int refused() {
    return refused.get();
  }

  /** Connects, resumes, and listens until the connection is cut. */
  void listenUntilCut(URI server) {
    TestClient client = null;
    try {
      client = TestClient.connect(server, accessToken);
      client.send(resume(client));
      client.closeCode();
    } catch (RuntimeException cut) {
      // cut somewhere in the handshake, the start or the resume
    } finally {
      cuts++;
      if (client != null) {
        client.close();
        learn(client);
      }
    }
  }

  /** Connects, resumes, and listens until it has caught up with these positions. */
  void catchUp(URI server, Map<ConversationId, Long> heads) {
    try (TestClient client = TestClient.connect(server, accessToken)) {
      client.call(resume(client));
      await(client, heads);
      learn(client);
    }
  }

  /**
   * The same while the server may be too busy: asks again until it is not, now over the same
   * connection, now over another.
   *
   * @param heads known once the server answers again
   */
  void catchUpThroughBusy(URI server, CompletableFuture<Map<ConversationId, Long>> heads) {
    boolean done = false;
    while (!done) {
      try (TestClient client = TestClient.connect(server, accessToken)) {
        SessionCommand.Resume resume = resume(client);
        for (int ask = 0; ask < ASKS_EACH && !done; ask++) {
          done = resumed(client, resume);
        }
        if (done) {
          await(client, heads.join());
        }
        learn(client);
      } catch (TestDoor.Refused start) {
        count(start);
      }
    }
  }

  /** False if the server was too busy. */
  private boolean resumed(TestClient client, SessionCommand.Resume resume) {
    try {
      client.send(resume).orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join();
      return true;
    } catch (CompletionException thrown) {
      if (thrown.getCause() instanceof TestDoor.Refused no) {
        count(no);
        return false;
      }
      throw thrown;
    }
  }

  private void count(TestDoor.Refused no) {
    assertThat(no.code()).isEqualTo(ErrorCode.BUSY);
    refused.incrementAndGet();
  }

  private void await(TestClient client, Map<ConversationId, Long> heads) {
    heads.forEach((conversation, head) -> {
      if (last(conversation) < head) {
        client.await(
            LogEvent.class,
            event -> event.conversation().equals(conversation) && event.pos() == head);
      }
    });
  }

  private SessionCommand.Resume resume(TestClient client) {
    List<Cursor> cursors =
        received.keySet().stream()
            .map(conversation -> new Cursor(conversation, last(conversation)))
            .toList();
    return new SessionCommand.Resume(since.orElseGet(() -> client.hello().since()), cursors);
  }

  private long last(ConversationId conversation) {
    List<Long> positions = received(conversation);
    return positions.isEmpty() ? 0 : positions.getLast();
  }

  private void learn(TestClient client) {
    for (ServerFrame frame : client.received()) {
      switch (frame) {
        case Reply(long id, Resumed resumed) -> {
          assertThat(resumed.resync()).as("resync of %d", id).isFalse();
          since = Optional.of(resumed.since());
        }
        case Event.Resync resync -> throw new AssertionError("too far behind: " + resync);
        case LogEvent event -> {
          assertThat(event.pos()).isGreaterThan(last(event.conversation()));
          received.computeIfAbsent(event.conversation(), _ -> new ArrayList<>()).add(event.pos());
        }
        default -> {
          // heads and the like
        }
      }
    }
  }
}
