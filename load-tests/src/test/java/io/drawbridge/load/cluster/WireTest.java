package io.drawbridge.load.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket's bytes are known one by one; a small server says what it is told to. */
@Timeout(60)
class WireTest {
  private static final ConversationId CONVERSATION = new ConversationId(77);
  private static final ConversationId ANOTHER = new ConversationId(78);

  @AutoClose private final ServerSocket listening;
  private Socket server;
  private Wire wire;

  WireTest() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server = new Socket();
  }

  @BeforeEach
  void connect() throws Exception {
    Thread accepting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                server = listening.accept();
                server
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 101 Switching\r\nA: b\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    wire =
        Wire.to(
            URI.create("http://127.0.0.1:" + listening.getLocalPort()),
            "token",
            CONVERSATION,
            pos -> {});
    accepting.join();
  }

  private void say(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[2 + payload.length];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    server.getOutputStream().write(frame);
  }

  private static String naming(String type, ConversationId conversation) {
    return "{\"type\":\"%s\",\"conversation\":\"%s\"}".formatted(type, conversation);
  }

  /** All that was said is read when the wire has ended. */
  private List<Handed.Frame> heard() throws Exception {
    server.shutdownOutput();
    while (!wire.ended()) {
      wire.hears(Duration.ofSeconds(1));
    }
    return wire.taken();
  }

  @Test
  void framesOfTheConversationAreCountedAndNoOthers() throws Exception {
    say(naming("typing", ANOTHER));
    String typing = naming("typing", CONVERSATION);
    say(typing);
    say(naming("access.ended", CONVERSATION));
    List<Handed.Frame> frames = heard();
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().end() - frames.getFirst().start()).isEqualTo(typing.length() + 2);
  }

  /** The receipt counts what has come and is not read yet, and nothing that comes later. */
  @Test
  void whatIsHandedOverAfterTheReceiptIsSeen() throws Exception {
    say(naming("typing", CONVERSATION));
    Handed.Receipt receipt = wire.receipt(System.nanoTime());
    String late = naming("head", CONVERSATION);
    say(late);
    List<Handed.Frame> frames = heard();
    assertThat(Handed.after(frames, receipt) + Handed.inDoubt(frames, receipt))
        .isEqualTo(late.length() + 2L);
  }
}
