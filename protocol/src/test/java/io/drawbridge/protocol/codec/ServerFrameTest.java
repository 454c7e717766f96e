package io.drawbridge.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.Samples;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.EventTypes;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.UnknownEvent;
import io.drawbridge.protocol.result.Done;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ServerFrameTest {

  private final FrameCodec codec = new FrameCodec();

  @Test
  void anUnknownEventIsToldByItsType() {
    assertThat(decode("{\"type\":\"galaxy.merged\",\"x\":{\"y\":[1]}}"))
        .isEqualTo(new UnknownEvent("galaxy.merged"));
    assertThatThrownBy(() -> codec.encode(new UnknownEvent("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClientSkipsFieldsThatItDoesNotKnow() {
    assertThat(
            decode("{\"type\":\"reply\",\"id\":7,\"x\":1,\"result\":{\"type\":\"done\",\"y\":2}}"))
        .isEqualTo(new Reply(7, new Done()));
  }

  @Test
  void anErrorCodeThatAClientDoesNotKnowIsAnInternalError() {
    ServerFrame frame = decode("{\"type\":\"error\",\"id\":7,\"code\":\"new\",\"message\":\"m\"}");
    assertThat(frame).isInstanceOf(ErrorFrame.class);
    assertThat(((ErrorFrame) frame).code()).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void whatIsNoServerFrameIsABadFrame() {
    for (String frame :
        new String[] {
          "",
          "null",
          "[]",
          "{}",
          "{\"type\":null}",
          "{\"type\":\"reply\"}",
          "{\"type\":\"reply\",\"id\":1,\"result\":{\"type\":\"unheard_of\"}}",
        }) {
      ProtocolException refused =
          catchThrowableOfType(ProtocolException.class, () -> decode(frame));
      assertThat(refused).as(frame).isNotNull();
      assertThat(refused.code()).as(frame).isEqualTo(ErrorCode.BAD_FRAME);
    }
  }

  @Test
  void everyEventWithAFieldThatIsNotInItsRecordIsRefusedByAStrictReader() {
    // Leak19: what is written must be what the record declares; the strict reader is the
    // allow-list.
    for (String name : EventTypes.names()) {
      Event event = Samples.make(EventTypes.find(name).orElseThrow(), true);
      ObjectNode tree = (ObjectNode) codec.toTree(event);
      tree.put("password_hash", "x");
      assertThatThrownBy(() -> codec.read(tree.toString(), ServerFrame.class))
          .isInstanceOf(ProtocolException.class)
          .hasMessage("password_hash: unknown (expected: no such field)");
    }
  }

  @Test
  void aDeletedMessageHasNoText() {
    Message deleted = Samples.make(Message.class, false);
    assertThat(codec.json(deleted)).doesNotContain("\"text\"");
  }

  private ServerFrame decode(String frame) {
    return codec.decodeServerFrame(frame.getBytes(StandardCharsets.UTF_8));
  }
}
