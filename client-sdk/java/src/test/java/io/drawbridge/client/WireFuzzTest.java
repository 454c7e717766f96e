package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.SessionResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a server reads what the SDK writes, and that what a bad server writes ends at the
 * connection.
 */
class WireFuzzTest {

  private static final int SEEDS = 500;

  @Test
  void whatTheClientSendsIsReadByAServerAsItWasMeant() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      try {
        ClientFrame meant =
            new ClientFrame(
                1 + random.nextLong(Limits.NUMBER_MAX),
                new MessageCommand.Send(
                    new ClientIds(random).next(),
                    Simulation.ROOM,
                    text(random),
                    Optional.of(random.nextLong(Limits.NUMBER_MAX + 1))));
        assertThat(Settings.CODEC.decodeClientFrame(Settings.CODEC.encode(meant)))
            .as("seed %d", seed)
            .isEqualTo(meant);
      } catch (ProtocolException refused) {
        // Half characters and the like do not even become a command.
        assertThat(refused.getMessage()).as("seed %d", seed).contains("expected");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"type\":\"head\"}",
        "{\"type\":\"typing\",\"conversation\":\"c_0000000000007\",\"conversation\":"
            + "\"c_0000000000008\",\"person\":\"a_0000000000002\"}",
        "{\"type\":\"head\",\"conversation\":\"c_0000000000007\",\"head\":1e400,"
            + "\"mentioned\":false}",
        "{\"type\":\"head\",\"conversation\":\"c_0000000000007\",\"head\":NaN,\"mentioned\":false}",
        "{\"type\":\"head\",\"conversation\":\"c_0000000000007\",\"head\":1.5,\"mentioned\":false}",
        "{\"type\":\"head\",\"conversation\":\"c_7\",\"head\":1,\"mentioned\":false}",
        "{\"type\":\"server.draining\",\"reconnect_after_ms\":1} {}",
        "{\"type\":\"server.draining\",\"reconnect_after_ms\":99999999999999999999}",
      })
  void frameThatIsNoneEndsTheConnectionAndTheNextOneResumes(String frame) {
    Simulation sim = new Simulation();
    List<Event> events = new ArrayList<>();
    connected(sim, events);

    sim.wire().listener.text(frame);
    sim.timers.advance(Duration.ofSeconds(1));

    assertThat(sim.wires).hasSize(2);
    assertThat(events).isEmpty();
  }

  @Test
  void spoiltFramesNeverStallTheClientNorTurnPositionsBack() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Simulation sim = new Simulation();
      List<Event> events = new ArrayList<>();
      ChatClient client = connected(sim, events);

      for (int frame = 0; frame < 8; frame++) {
        sim.wire().listener.text(spoilt(random));
        if (!(client.state() instanceof ConnectionState.Connected)) {
          int before = sim.wires.size();
          while (sim.wires.size() == before) {
            sim.timers.advance(Duration.ofMillis(10));
          }
          sim.wire().greet().resumed();
        }
      }

      assertThat(client.state()).as("seed %d", seed).isInstanceOf(ConnectionState.Connected.class);
      if (events.contains(new Event.Resync(Optional.empty()))) {
        // A server that has started over may count from the beginning.
        continue;
      }
      List<Long> positions =
          events.stream()
              .filter(LogEvent.class::isInstance)
              .map(LogEvent.class::cast)
              .filter(event -> event.conversation().equals(Simulation.ROOM))
              .map(LogEvent::pos)
              .toList();
      assertThat(positions).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
    }
  }

  private static ChatClient connected(Simulation sim, List<Event> events) {
    ChatClient client = sim.build(sim.builder());
    client.onEvent(Event.class, events::add);
    client.connect();
    sim.wire().greet();
    return client;
  }

  private static String spoilt(Random random) {
    ServerFrame frame =
        switch (random.nextInt(4)) {
          case 0 -> new Event.HeadMoved(Simulation.ROOM, random.nextLong(1_000), true);
          case 1 -> new Event.Resync(Optional.of(Simulation.ROOM));
          case 2 ->
              new Reply(
                  random.nextLong(1, 10),
                  new SessionResult.Resumed(
                      "since",
                      random.nextBoolean(),
                      List.of(),
                      List.of(),
                      List.of(),
                      List.of(new Head(Simulation.ROOM, 3, false)),
                      List.of(Simulation.ROOM)));
          default -> Simulation.posted(random.nextLong(1, 1_000));
        };
    StringBuilder text =
        new StringBuilder(new String(Settings.CODEC.encode(frame), StandardCharsets.UTF_8));
    for (int spoil = random.nextInt(3); spoil > 0; spoil--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(0x20, 0x7f));
        default -> text.setCharAt(at, (char) random.nextInt(0x20, 0x7f));
      }
    }
    return text.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("x");
    for (int length = random.nextInt(40); length > 0; length--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
        default -> text.append("\"\\/\u2028\u0000\ufeff".charAt(random.nextInt(6)));
      }
    }
    return text.toString();
  }
}
