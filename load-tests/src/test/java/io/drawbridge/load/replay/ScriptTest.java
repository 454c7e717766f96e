package io.drawbridge.load.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.corpus.Conversation;
import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.corpus.Line;
import io.drawbridge.load.replay.Script.Step;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptTest {
  @Test
  void aNewcomerIsAddedBeforeTheirFirstLineAndRemovedAfterTheirLast() {
    Conversation conversation =
        new Conversation(
            "s",
            List.of(
                new Line(0, "new", "hi"), new Line(1, "old", "hello"), new Line(2, "new", "bye")));

    Script script = Script.of(conversation, Set.of("old"));

    assertThat(script.regulars()).containsExactly("old");
    assertThat(script.steps())
        .containsExactly(
            new Step.Add("new"),
            new Step.Say("new", "hi"),
            new Step.Say("old", "hello"),
            new Step.Say("new", "bye"),
            new Step.Remove("new", false, false),
            new Step.BotSays("After new left: 1"),
            new Step.BotSays("After new left: 2"),
            new Step.BotSays("After new left: 3"));
  }

  @Test
  void theWholeCorpusAddsAndRemovesEveryNewcomerOfEveryThread() throws IOException {
    Corpus corpus = Corpus.read(Optional.empty());
    List<Step> steps =
        corpus.conversations().stream()
            .flatMap(one -> Script.of(one, corpus.regulars()).steps().stream())
            .toList();

    assertThat(steps.stream().filter(Step.Add.class::isInstance)).hasSize(12_962);
    assertThat(steps.stream().filter(Step.Remove.class::isInstance)).hasSize(12_962);
    assertThat(steps.stream().filter(Step.Say.class::isInstance)).hasSize(59_821 - 2_991);
    assertThat(steps.stream().filter(Step.SayWithFile.class::isInstance)).hasSize(2_991);
    assertThat(steps.stream().filter(Step.Search.class::isInstance)).hasSize(5_982);
    assertThat(
            steps.stream()
                .filter(step -> step instanceof Step.Remove remove && remove.raced())
                .count())
        .isGreaterThan(2_000);
  }
}
