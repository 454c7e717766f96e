package io.drawbridge.load.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorpusTest {
  @Test
  void theBundledFileHoldsTheWholeCorpus() throws IOException {
    Corpus corpus = Corpus.read(Optional.empty());
    Set<String> everybody = new HashSet<>();
    corpus.conversations().forEach(conversation -> everybody.addAll(conversation.nicks()));

    assertThat(corpus.lines()).isEqualTo(59_821);
    assertThat(corpus.conversations()).hasSize(9_160);
    assertThat(corpus.regulars()).hasSize(236);
    assertThat(everybody).hasSize(236 + 6_136);
  }

  @Test
  void aShortRunKeepsWholeThreads() throws IOException {
    Corpus corpus = Corpus.read(Optional.empty());
    Corpus few = corpus.first(500);
    assertThat(few.lines()).isBetween(500, 700);
    assertThat(few.conversations())
        .isEqualTo(corpus.conversations().subList(0, few.conversations().size()));
  }
}
