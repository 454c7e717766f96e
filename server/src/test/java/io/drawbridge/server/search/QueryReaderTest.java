package io.drawbridge.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.search.SearchQuery.Mark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GLUE-20: what people type is what they mean. */
final class QueryReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Brücke; ('brucke':*)",
        "in; ('in')",
        "\"die Brücke\"; ('die' <-> 'brucke')",
        "e-mail; ('e' <-> 'mail':*)",
        "offer -draft; ('offer':*) & !('draft':*)",
        "東京都; ('東京' <-> '京都')",
        "橋; ('橋':*)",
        "https://x.example; ('https' <-> 'x' <-> 'example':*)",
        "it's; ('it' <-> 's')",
        "has:link offer; ('offer':*) & 'h:link'",
        "from:me offer; ('offer':*) & 'a:9'",
        "from:me from:ME offer; ('offer':*) & 'a:9'",
        "\"not closed; ('not' <-> 'closed')"
      })
  void wordsBecomeTheQueryOfTheIndex(String typed, String expected) {
    assertThat(IndexQuery.of(QueryReader.read(typed), new AccountId(9), List.of("c:1", "c:2")))
        .isEqualTo("('c:1' | 'c:2') & " + expected.strip());
  }

  @Test
  void operatorsAreReadInAnyCaseAndOrder() {
    SearchQuery query =
        QueryReader.read(
            "FROM:\"Ada Lovelace\" offer in:sales in:\"the bridge\" on:2026-01-31 Has:reaction"
                + " mentions:me with:external");
    assertThat(query.from()).containsExactly("Ada Lovelace");
    assertThat(query.in()).containsExactly("sales", "the bridge");
    assertThat(query.begin()).contains(Instant.parse("2026-01-31T00:00:00Z"));
    assertThat(query.end()).contains(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(query.marks()).containsExactlyInAnyOrder(Mark.REACTION, Mark.MENTION, Mark.EXTERNAL);
    assertThat(query.present()).hasSize(1);
    assertThat(query.wordsAlone()).isFalse();
  }

  @Test
  void afterBeginsWithTheNextDay() {
    SearchQuery query = QueryReader.read("x after:2026-01-31 before:2026-03-01");
    assertThat(query.begin()).contains(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(query.end()).contains(Instant.parse("2026-03-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!!",
        "-offer",
        "before:2026-01-31",
        "with:external",
        "x before:tomorrow",
        "x after:2026-02-30",
        "x on:1066-10-14",
        "has:everything",
        "mentions:you",
        "with:love",
        "-from:me",
        "from:\"\"",
        "in:\" \""
      })
  void whatCannotBeMeantIsRefusedInWords(String typed) {
    assertThatThrownBy(() -> QueryReader.read(typed))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(failure)
                  .hasMessageContaining("query: ")
                  .hasMessageContaining("(expected: ");
            });
  }
}
