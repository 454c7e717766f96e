package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebSocketWireTest {
  private static final String ME = "{\"id\":7,\"command\":{\"type\":\"account.me\"}}";

  private final TestEdge server = new TestEdge();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void tokenInTheHeaderStartsTheSession() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      assertThat(socket.upgrade("Authorization: Bearer token-5")).contains("101");
      assertThat(socket.frame().text())
          .startsWith("{\"type\":\"hello\"")
          .contains(new AccountId(5).toString());
    }
  }

  @Test
  void tokenInTheFirstFrameStartsTheSession() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      socket.text(start("token-5"));
      assertThat(socket.frame().text()).contains("\"type\":\"reply\",\"id\":1");
      assertThat(socket.frame().text()).startsWith("{\"type\":\"hello\"");
    }
  }

  @Test
  void commandsSentWithTheTokenAreCarriedOutAfterTheHello() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      socket.text(start("token-5"));
      socket.text(ME);
      socket.frame();
      socket.frame();
      assertThat(socket.frame().text()).contains("\"id\":7").contains("Ada");
    }
  }

  @Test
  void wrongTokenIsToldAndClosesTheConnection() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      socket.text(start("stolen"));
      assertThat(socket.frame().text()).contains("\"id\":1,\"code\":\"unauthenticated\"");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4001);
    }
    assertThat(server.sessions.of(new AccountId(66))).isEmpty();
  }

  @Test
  void startThatIsBusyIsNoReasonForAnotherToken() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      socket.text(start(TestEdge.BUSY_TOKEN));
      assertThat(socket.frame().text()).contains("\"code\":\"busy\"", "\"retry_after_ms\":1000");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1011);
    }
  }

  @Test
  void otherCommandBeforeTheSessionIsRefused() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      socket.text(ME);
      assertThat(socket.frame().text()).contains("\"id\":7,\"code\":\"unauthenticated\"");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4001);
    }
  }

  @Test
  void binaryFrameIsRefused() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 10)) {
      socket.write(true, RawSocket.BINARY, new byte[] {1}, true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void badUtf8IsRefusedEvenSpreadOverFragments() throws IOException {
    byte[] bad = {'"', (byte) 0xc3, (byte) 0x28};
    try (RawSocket socket = RawSocket.started(server.port(), 11)) {
      socket.write(true, RawSocket.TEXT, bad, true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1007);
    }
    try (RawSocket socket = RawSocket.started(server.port(), 11)) {
      socket.write(false, RawSocket.TEXT, new byte[] {(byte) 0xe2}, true);
      socket.write(true, RawSocket.CONTINUATION, new byte[] {(byte) 0x28}, true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void characterSplitOverFragmentsIsFine() throws IOException {
    byte[] message =
        "{\"id\":3,\"command\":{\"type\":\"account.me\",\"é\":1}}".getBytes(StandardCharsets.UTF_8);
    try (RawSocket socket = RawSocket.started(server.port(), 12)) {
      for (int i = 0; i < message.length; i++) {
        int opcode = i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION;
        socket.write(i == message.length - 1, opcode, new byte[] {message[i]}, true);
      }
      assertThat(socket.frame().text()).contains("\"id\":3").contains("\"invalid\"");
    }
  }

  @Test
  void oversizeFrameIsRefused() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 13)) {
      socket.write(true, RawSocket.TEXT, new byte[65_537], true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void oversizeMessageOfSmallFragmentsIsRefused() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 14)) {
      socket.write(false, RawSocket.TEXT, new byte[40_000], true);
      socket.write(false, RawSocket.CONTINUATION, new byte[40_000], true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void endlessEmptyFragmentsAreRefused() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 15)) {
      socket.write(false, RawSocket.TEXT, new byte[0], true);
      for (int i = 0; i < 1_100; i++) {
        socket.write(false, RawSocket.CONTINUATION, new byte[0], true);
      }
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void announcedLengthCostsNothingAndIsRefused() throws IOException {
    byte[] huge = {(byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0};
    try (RawSocket socket = RawSocket.started(server.port(), 16)) {
      socket.bytes(huge);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isIn(1002, 1009);
    }
  }

  @Test
  void unmaskedFrameIsAProtocolError() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 17)) {
      socket.write(true, RawSocket.TEXT, ME.getBytes(StandardCharsets.UTF_8), false);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void reservedBitIsAProtocolErrorSinceNothingIsCompressed() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 18)) {
      socket.bytes(new byte[] {(byte) 0xc1, (byte) 0x80, 0, 0, 0, 0});
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1002);
    }
  }

  @Test
  void pingIsAnsweredAndCloseIsEchoed() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 19)) {
      socket.write(true, RawSocket.PING, new byte[] {1, 2}, true);
      assertThat(socket.frame(RawSocket.PONG).payload()).containsExactly(1, 2);
      socket.write(true, RawSocket.CLOSE, new byte[] {3, (byte) 0xe8}, true);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1000);
      assertThat(socket.closed()).isTrue();
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> server.sessions.outlets(new AccountId(19)).isEmpty());
  }

  @Test
  void unreadableFramesAreToldAndTooManyCloseTheConnection() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 20)) {
      socket.text("{\"id\":4,\"command\":{\"type\":\"no.such\"}}");
      assertThat(socket.frame().text()).contains("\"id\":4,\"code\":\"unknown_command\"");
      for (int i = 0; i < 25; i++) {
        socket.text("not json");
      }
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4004);
    }
  }

  @Test
  void failureAndBugAreToldApart() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 21)) {
      socket.text(change(8, "message.delete", "\"pos\":1"));
      assertThat(socket.frame().text()).contains("\"id\":8,\"code\":\"closed\"");
      socket.text(change(9, "message.pin", "\"pos\":1,\"on\":true"));
      assertThat(socket.frame().text())
          .contains("\"id\":9,\"code\":\"internal\"")
          .doesNotContain("secret");
    }
  }

  @Test
  void refusedAnswerIsNotFound() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 22)) {
      server.refused.add(new AccountId(22));
      socket.text(ME);
      assertThat(socket.frame().text())
          .isEqualTo(
              "{\"type\":\"error\",\"id\":7,\"code\":\"not_found\",\"message\":\"not found\"}");
    }
  }

  @Test
  void mutationsAreAnsweredInTheOrderTheyCame() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 23)) {
      for (int i = 1; i <= 50; i++) {
        socket.text(change(i, "message.send", "\"text\":\"" + "x".repeat(i) + "\""));
      }
      for (int i = 1; i <= 50; i++) {
        assertThat(socket.frame().text()).contains("\"id\":" + i + ",").contains("\"pos\":" + i);
      }
    }
  }

  @Test
  void moreCommandsThanAllowedAtOnceAreBusy() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 24)) {
      for (int i = 1; i <= 65; i++) {
        socket.text(
            "{\"id\":%d,\"command\":{\"type\":\"typing.start\",\"conversation\":\"%s\"}}"
                .formatted(i, TestConversation.ID));
      }
      assertThat(socket.frame().text()).contains("\"id\":65,\"code\":\"busy\"");
    }
  }

  @Test
  void endedSessionIsToldWhyAndClosed() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 25)) {
      Session session = server.sessions.of(new AccountId(25)).getFirst();
      session.connection().execute(() -> session.end(SessionEnd.REVOKED));
      assertThat(socket.frame().text()).contains("session.ended").contains("revoked");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void sessionRevokedWhileItStartsIsRefused() throws IOException {
    server.revoked.add(new AccountId(26));
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade("Authorization: Bearer token-26");
      assertThat(socket.frame().text()).contains("unauthenticated");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4001);
    }
    assertThat(server.sessions.outlets(new AccountId(26))).isEmpty();
  }

  @Test
  void secondConnectionOfASessionReplacesTheFirst() throws IOException {
    try (RawSocket first = RawSocket.started(server.port(), 27);
        RawSocket second = RawSocket.started(server.port(), 27)) {
      assertThat(first.frame().text()).contains("session.ended").contains("replaced");
      assertThat(first.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4005);
      second.text(ME);
      assertThat(second.frame().text()).contains("Ada");
    }
  }

  @Test
  void pushedFramesArriveInOrder() throws IOException {
    try (RawSocket socket = RawSocket.started(server.port(), 28)) {
      for (int i = 0; i < 500; i++) {
        server.push(28, "{\"n\":" + i + "}");
      }
      for (int i = 0; i < 500; i++) {
        assertThat(socket.frame().text()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  private static String start(String token) {
    return "{\"id\":1,\"command\":{\"type\":\"session.start\",\"access_token\":\"" + token + "\"}}";
  }

  private static String change(int id, String type, String fields) {
    return "{\"id\":%d,\"command\":{\"type\":\"%s\",\"client_id\":\"c%d\",\"conversation\":\"%s\",%s}}"
        .formatted(id, type, id, TestConversation.ID, fields);
  }
}
