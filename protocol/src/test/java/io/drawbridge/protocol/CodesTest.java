package io.drawbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.Visibility;
import org.junit.jupiter.api.Test;

class CodesTest {

  @Test
  void everyErrorHasAStatusAndAMeaning() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(code.httpStatus()).isBetween(400, 599);
      assertThat(code.meaning()).endsWith(".");
      assertThat(WireName.parse(ErrorCode.class, code.wire())).isEqualTo(code);
    }
  }

  @Test
  void everyCloseCodeIsFoundByItsNumber() {
    for (CloseCode code : CloseCode.values()) {
      assertThat(CloseCode.of(code.number())).contains(code);
      assertThat(code.meaning()).endsWith(".");
    }
    assertThat(CloseCode.of(1000)).isEmpty();
  }

  @Test
  void aWireNameThatIsUnknownIsRefusedWithTheKnownOnes() {
    assertThat(Visibility.SECRET.wire()).isEqualTo("secret");
    assertThatThrownBy(() -> WireName.parse(Visibility.class, "SECRET"))
        .hasMessage("\"SECRET\" (expected: one of open, private, secret)");
  }
}
