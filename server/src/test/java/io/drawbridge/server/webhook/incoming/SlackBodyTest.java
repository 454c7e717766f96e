package io.drawbridge.server.webhook.incoming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.text.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies in the format of Slack become texts of messages. */
class SlackBodyTest {
  private static final int MUTANTS = 20_000;

  private static String read(boolean form, byte[] body) {
    return SlackBody.command(new WebhookId(1), new Secret("x"), Optional.empty(), form, body)
        .text();
  }

  private static String read(String json) {
    return read(false, json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void grafanaBodyIsRead() {
    assertThat(read(Bodies.GRAFANA))
        .isEqualTo(
            """
            **[FIRING:1] High load (web-1 warning)** (http://grafana.example:3000/alerting/list)
            **Firing**

            Value: B=92.5, C=1
            Labels:
             - alertname = High load
             - instance = web-1
            """);
  }

  @Test
  void gitHubBodyIsRead() {
    assertThat(read(Bodies.GITHUB))
        .isEqualTo(
            """
            [acme/bridge (https://github.com/acme/bridge)] Pull request opened by \
            ada (https://github.com/ada)
            ada
            **#7 Widen the deck & the rail** (https://github.com/acme/bridge/pull/7)
            Closes #5 (https://github.com/acme/bridge/issues/5).
            Labels: load, safety
            Reviewers: ben\
            """);
  }

  @Test
  void blocksAreReadInsteadOfTheText() {
    assertThat(read(Bodies.BLOCKS))
        .isEqualTo(
            """
            **A review**
            Danny Torrence left the following review:
            ---
            Overlook Hotel (https://example.com)\s
             :star:\s
             Doors had **too many** axe holes, guest in room ~~237~~ was far too rowdy.
            **Average Rating**
            1.0
            by @U012AB3CD for <!here>\
            """);
  }

  @Test
  void formIsRead() {
    String form =
        "other=1&payload=" + URLEncoder.encode("{\"text\": \"a + b & c\"}", StandardCharsets.UTF_8);
    assertThat(read(true, form.getBytes(StandardCharsets.UTF_8))).isEqualTo("a + b & c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "plain => plain",
        "<https://a.example> => https://a.example",
        "<https://a.example|here> => here (https://a.example)",
        "<@U1|ada> <@U1> => @ada @U1",
        "<#C1|general> => #general",
        "<!channel> <!subteam^S1|@team> => @channel @team",
        "<!date^1392734382^{date}|2014> => 2014",
        "&lt;b&gt; &amp;amp; => <b> &amp;",
        "2*3*4 => 2*3*4",
        "*b* ~s~ _i_ => **b** ~~s~~ _i_",
      })
  void mrkdwnBecomesMarkdown(String mrkdwn, String markdown) {
    assertThat(Mrkdwn.markdown(mrkdwn)).isEqualTo(markdown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "7",
        "\"text\"",
        "{",
        "{}",
        "{\"text\": null}",
        "{\"text\": 7}",
        "{\"text\": \" \"}",
        "{\"blocks\": {}, \"attachments\": [null, 1, \"x\", []]}",
        "{\"blocks\": [{\"type\": \"section\", \"text\": null, \"fields\": [null]}]}"
      })
  void bodyWithoutTextIsRefused(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void longTextIsCut() {
    String text = read("{\"text\": \"%s\"}".formatted("\u00e4".repeat(Limits.TEXT_BYTES_MAX)));
    assertThat(text.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(Limits.TEXT_BYTES_MAX);
    assertThat(text).endsWith(" \u2026");
  }

  /** Leak149: whatever comes, it is a text or it is refused. */
  @Test
  void leak149AnyBodyIsReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> tokens =
        List.of(
            "null", "{}", "[]", "7", "\"x\"", "\"text\":", ",", "{", "}", "[", "]", "\\u0000", "<");
    for (int i = 0; i < MUTANTS; i++) {
      String from = List.of(Bodies.GRAFANA, Bodies.GITHUB, Bodies.BLOCKS).get(i % 3);
      StringBuilder mutant = new StringBuilder(from);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(mutant.length());
        int to = Math.min(mutant.length(), at + random.nextInt(12));
        mutant.replace(at, to, tokens.get(random.nextInt(tokens.size())));
      }
      try {
        assertThat(read(mutant.toString())).as("seed %d, mutant %d", seed, i).isNotBlank();
      } catch (ProtocolException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }
}
