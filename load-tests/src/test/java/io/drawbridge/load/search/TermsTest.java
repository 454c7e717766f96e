package io.drawbridge.load.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.words.IndexedText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The rows that fill the tables are those that the server would have written. */
class TermsTest {
  @Test
  void entriesAreThoseOfTheServer() throws IOException {
    Texts texts = new Texts(Corpus.read(Optional.empty()));
    SplittableRandom random = new SplittableRandom(1);
    for (long number = 0; number < 2_000; number++) {
      List<String> words = texts.text(random, number);
      assertThat(Terms.of(1, 2, 3, words, List.of("report", "pdf")))
          .isEqualTo(entry(words, List.of("report.pdf")));
      assertThat(Terms.of(1, 2, 3, words, List.of())).isEqualTo(entry(words, List.of()));
    }
  }

  private static String entry(List<String> words, List<String> files) {
    return IndexedText.of(
        new DomainId(1), new ConversationId(2), new AccountId(3), String.join(" ", words), files);
  }
}
