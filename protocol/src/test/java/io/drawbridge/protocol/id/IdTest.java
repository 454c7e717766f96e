package io.drawbridge.protocol.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

  @Test
  void theWireFormHasAPrefixAndAlwaysThirteenDigits() {
    assertThat(new AccountId(1)).hasToString("a_0000000000001");
    assertThat(new WorkspaceId(31)).hasToString("w_000000000000z");
    assertThat(new ConversationId(32)).hasToString("c_0000000000010");
    assertThat(new SessionId(Long.MAX_VALUE)).hasToString("s_7zzzzzzzzzzzz");
    assertThat(new InvitationId(1L << 62)).hasToString("i_4000000000000");
    assertThat(new JoinLinkId(1)).hasToString("j_0000000000001");
    assertThat(new JoinRequestId(1)).hasToString("r_0000000000001");
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    RandomGenerator random = new java.util.Random(20_260_131);
    for (int round = 0; round < 10_000; round++) {
      long value = Math.max(1, random.nextLong() >>> (1 + random.nextInt(62)));
      assertThat(ConversationId.parse(new ConversationId(value).toString()).value())
          .isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c_",
        "c_000000000001",
        "c_00000000000001",
        "a_0000000000001",
        "C_0000000000001",
        "c_000000000000A",
        "c_000000000000i",
        "c_000000000000l",
        "c_000000000000o",
        "c_000000000000u",
        "c_000000000000é",
        "c_000000000000一",
        "c_8000000000000",
        "c_zzzzzzzzzzzzz",
        "c_0000000000000",
        " c_000000000001",
        "c-0000000000001",
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ConversationId.parse(text))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("(expected: c_ and 13 characters");
  }

  @Test
  void theNumberIsPositive() {
    for (long value : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> new AccountId(value))
          .isInstanceOfSatisfying(
              ProtocolException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID));
    }
  }
}
