package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Checks what the command line makes of what is typed. */
class ChatCommandTest {

  @Test
  void tokenIsFoundInALink() {
    assertThat(ChatCommand.tokenOf("https://chat.example.com/link#abc_DEF-1"))
        .isEqualTo("abc_DEF-1");
    assertThat(ChatCommand.tokenOf("abc_DEF-1")).isEqualTo("abc_DEF-1");
  }
}
