package io.drawbridge.protocol.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that every accepted email address can be mailed (8.17). */
class EmailRuleTest {
  @ParameterizedTest
  @CsvSource({
    "Ann@Example.COM, ann@example.com",
    "a.b+tag@d.example, a.b+tag@d.example",
    "ann@bücher.example, ann@xn--bcher-kva.example",
    "root@localhost, root@localhost",
    "ann@1st.example, ann@1st.example",
    "o'neil@d.example, o'neil@d.example"
  })
  void normalForm(String given, String normal) {
    assertThat(EmailRule.normal(given)).contains(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "ann",
        "ann@",
        "@d.example",
        "x.@d.example",
        ".x@d.example",
        "x..y@d.example",
        "a b@d.example",
        "a@b@d.example",
        "\"a b\"@d.example",
        "a(b)@d.example",
        "änn@d.example",
        "a\n@d.example",
        "a@d..example",
        "a@.example",
        "a@d.example.",
        "a@-d.example",
        "a@d-.example",
        "a@d_e.example",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@d.ex ample",
        "a@d\u202e.example"
      })
  void refused(String given) {
    assertThat(EmailRule.normal(given)).isEmpty();
  }

  @Test
  void boundsAreThoseOfMailServers() {
    String label = "d".repeat(63);
    assertThat(EmailRule.normal("a".repeat(64) + "@d.example")).isPresent();
    assertThat(EmailRule.normal("a".repeat(65) + "@d.example")).isEmpty();
    assertThat(EmailRule.normal("a@" + label + ".example")).isPresent();
    assertThat(EmailRule.normal("a@d" + label + ".example")).isEmpty();
    String longest = "a@" + (label + ".").repeat(3) + "d".repeat(254 - 2 - 3 * 64);
    assertThat(longest).hasSize(254);
    assertThat(EmailRule.normal(longest)).isPresent();
    assertThat(EmailRule.normal("a" + longest)).isEmpty();
  }
}
