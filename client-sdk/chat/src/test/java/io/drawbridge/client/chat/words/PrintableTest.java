package io.drawbridge.client.chat.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void escapesOfTheTerminalAreShownNotDone() {
    assertThat(Printable.line("\u001b[2J\u001b]0;owned\u0007"))
        .isEqualTo("\\x1b[2J\\x1b]0;owned\\x07");
    assertThat(Printable.line("\u009b31m\r\b")).isEqualTo("\\x9b31m\\x0d\\x08");
  }

  @Test
  void textCannotTurnTheDirectionOfWritingOrHide() {
    assertThat(Printable.line("a\u202eb\u2066c\u200bd")).isEqualTo("a\\u202eb\\u2066c\\u200bd");
  }

  @Test
  void textCannotPretendToBeAnotherLine() {
    assertThat(Printable.line("hi\n12:00 Ann: yes")).isEqualTo("hi\\x0a12:00 Ann: yes");
    assertThat(Printable.block("hi\r\n12:00 Ann: yes\u2028", "   "))
        .isEqualTo("hi\n   12:00 Ann: yes\\u2028");
  }

  @Test
  void ordinaryTextOfAnyScriptStays() {
    String text = "Grüße, 你好, שלום, 👩\u200d🔧 \ud83d\ude00";
    assertThat(Printable.line(text)).isEqualTo(text);
  }

  @Test
  void noCharacterThatATerminalActsOnIsLetThrough() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String shown = Printable.line(new String(Character.toChars(c)));
      assertThat(shown.chars().noneMatch(out -> out < 0x20 || (out >= 0x7f && out < 0xa0)))
          .as("U+%04X", c)
          .isTrue();
    }
  }
}
