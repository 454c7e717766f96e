package io.drawbridge.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.Samples;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  private final FrameCodec codec = new FrameCodec();

  static Stream<Command<?>> commands() {
    return Stream.of(true, false).flatMap(Samples::commands);
  }

  static Stream<Event> events() {
    return both(EventTypes.names().stream().map(name -> EventTypes.find(name).orElseThrow()));
  }

  static Stream<Result> results() {
    return both(ResultTypes.names().stream().map(name -> ResultTypes.find(name).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandOverAWebSocketArrivesAsItWasSent(Command<?> command) {
    ClientFrame frame = new ClientFrame(7, command);
    byte[] bytes = codec.encode(frame);
    assertThat(codec.decodeClientFrame(bytes)).isEqualTo(frame);
    assertThat(codec.decodeClientFrame(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(frame);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandOverHttpArrivesAsItWasSentAndHasNoTypeInItsBody(Command<?> command) {
    byte[] body = codec.encodeCommand(command);
    assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain(command.type() + "\"");
    assertThat(codec.decodeCommand(command.type(), body)).isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventArrivesAsItWasSent(Event event) {
    assertThat(codec.decodeServerFrame(codec.encode(event))).isEqualTo(event);
    assertThat(codec.read(codec.json(event), ServerFrame.class)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("results")
  void aResultArrivesAsItWasSentInRepliesOverHttpAndFromStorage(Result result) {
    Reply reply = new Reply(7, result);
    assertThat(codec.decodeServerFrame(codec.encode(reply))).isEqualTo(reply);
    assertThat(codec.decodeResult(codec.encodeResult(result))).isEqualTo(result);
    assertThat(codec.read(codec.json(result), Result.class)).isEqualTo(result);
  }

  @Test
  void helloAndErrorsArriveAsTheyWereSent() {
    for (Class<? extends ServerFrame> type : List.of(Hello.class, ErrorFrame.class)) {
      for (boolean full : new boolean[] {true, false}) {
        ServerFrame frame = Samples.make(type, full);
        assertThat(codec.decodeServerFrame(codec.encode(frame))).isEqualTo(frame);
      }
    }
  }

  @Test
  void everyHistoryWindowArrivesAsItWasSent() {
    List<HistoryWindow> windows =
        List.of(
            new HistoryWindow.FromNow(),
            new HistoryWindow.Everything(),
            new HistoryWindow.LastDays(30),
            new HistoryWindow.FromMessage(5));
    assertThat(windows).hasSize(HistoryWindow.class.getPermittedSubclasses().length);
    for (HistoryWindow window : windows) {
      assertThat(codec.read(codec.json(window), HistoryWindow.class)).isEqualTo(window);
    }
  }

  @Test
  void absentFieldsAreNotWrittenAndNamesAreSnakeCase() {
    assertThat(codec.json(new Reply(3, new Done())))
        .isEqualTo("{\"type\":\"reply\",\"id\":3,\"result\":{\"type\":\"done\"}}");
    Command<?> edit = Samples.make(CommandTypes.find("message.send").orElseThrow(), false);
    assertThat(codec.json(edit))
        .isEqualTo(
            "{\"type\":\"message.send\",\"client_id\":\"v1.0-clientId\","
                + "\"conversation\":\"c_0000000000001\",\"text\":\"x\"}");
  }

  @Test
  void aBufferIsReadFromItsPositionToItsLimitAndLeftAsItWas() {
    ClientFrame frame = new ClientFrame(7, commands().findFirst().orElseThrow());
    byte[] bytes = codec.encode(frame);
    for (ByteBuffer buffer :
        List.of(
            ByteBuffer.allocate(bytes.length + 20), ByteBuffer.allocateDirect(bytes.length + 20))) {
      buffer.position(9).put(bytes).flip().position(9);
      assertThat(codec.decodeClientFrame(buffer)).isEqualTo(frame);
      assertThat(buffer.position()).isEqualTo(9);
    }
  }

  private static <T> Stream<T> both(Stream<Class<? extends T>> types) {
    return types.flatMap(type -> Stream.of(Samples.make(type, true), Samples.make(type, false)));
  }
}
