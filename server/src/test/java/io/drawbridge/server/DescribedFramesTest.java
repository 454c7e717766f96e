package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The check beside every wire test can fail. */
final class DescribedFramesTest {
  @Test
  void aFrameAsDescribedHasNoMistake() {
    assertThat(DescribedFrames.mistakes("reply", reply("\"type\":\"done\""))).isEmpty();
  }

  @Test
  void aReplyOfAnUnknownKindIsAMistake() {
    assertThat(DescribedFrames.mistakes("reply", reply("\"type\":\"nonsense\""))).isNotEmpty();
  }

  @Test
  void aReplyWithoutItsNumberIsAMistake() {
    assertThat(
            DescribedFrames.mistakes(
                "reply", "{\"type\":\"reply\",\"result\":{\"type\":\"done\"}}"))
        .isNotEmpty();
  }

  private static String reply(String result) {
    return "{\"type\":\"reply\",\"id\":1,\"result\":{%s}}".formatted(result);
  }
}
