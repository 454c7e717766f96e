package io.drawbridge.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 8.19: what counts as a mention. {@code @} stands for somebody's token. */
final class MentionsTest {
  private static final AccountId ADA = new AccountId(7_654_321_987_654L);
  private static final AccountId BEN = new AccountId(1_234_567_891_234L);
  private static final String TOKEN = "<@" + ADA + ">";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "hello @, and more",
        "**@**",
        "# @",
        "- one\n- @",
        "> @",
        "[see @](https://example.com)",
        "a ` tick @",
        "`code` @ `code`",
        "`` a ` b `` @",
        "```\ncode\n```\n@",
        "\\\\@",
        "\\`@\\`",
        "text\n    @ goes on with the paragraph",
        "<b>@</b>",
        "<div>\n\n@",
        "@@",
        "| a |\n|---|\n| @ |"
      })
  void tokenMentions(String source) {
    assertThat(Mentions.in(source.replace("@", TOKEN))).containsExactly(ADA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`@`",
        "``@ ` @``",
        "`two\nlines @`",
        "```\n@\n```",
        "~~~ text\n@\n~~~",
        "```\n@ never closed",
        "> ```\n> @\n> ```",
        "- one\n\n      @",
        "    @",
        "\t@",
        "\\@",
        "<!-- @ -->",
        "<b title='@'>x</b>",
        "[x](@)",
        "nobody"
      })
  void tokenInCodeOrEscapedMentionsNobody(String source) {
    assertThat(Mentions.in(source.replace("@", TOKEN))).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeATokenMentionsNobody() {
    assertThat(Mentions.in("<@a_>")).isEmpty();
    assertThat(Mentions.in("<@" + ADA)).isEmpty();
    assertThat(Mentions.in("<@ " + ADA + ">")).isEmpty();
    assertThat(Mentions.in("<@a_uuuuuuuuuuuuu>")).isEmpty();
    assertThat(Mentions.in("@" + ADA)).isEmpty();
  }

  @Test
  void eachPersonIsNamedOnceInOrder() {
    assertThat(Mentions.in("<@%s> <@%s> <@%s>".formatted(BEN, ADA, BEN))).containsExactly(BEN, ADA);
  }

  @ParameterizedTest
  @ValueSource(strings = {">", "[", "*", "`", "- ", "![", "<", "_a", "\\", "`a``b"})
  void hostileTextIsRead(String piece) {
    String flood = piece.repeat(16_000 / piece.length());
    assertThat(Mentions.in(TOKEN + "\n\n" + flood)).isEqualTo(Set.of(ADA));
    assertThat(Mentions.in(flood + "\n\n" + TOKEN).size()).isLessThanOrEqualTo(1);
  }
}
