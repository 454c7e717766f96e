package io.drawbridge.load.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.load.history.Histories.ModelMaker;
import io.drawbridge.load.history.Histories.Props;
import io.drawbridge.load.history.model.AccessModel;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A few random histories through the wire (G-22, N-6, N-17), and that a lie or a fault of the
 * record is found. {@code ./drawbridge load histories} plays many.
 */
class HistoriesWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @AutoClose private static Stage stage;

  @BeforeAll
  static void open() throws Exception {
    stage = Stage.open();
  }

  @Test
  void theServerAndTheModelAgree() throws Exception {
    List<String> said = new ArrayList<>();
    boolean agreed = new Histories(1, 2, 120, 2, said::add).run(stage);
    assertThat(agreed).as(() -> String.join(System.lineSeparator(), said)).isTrue();
  }

  @Test
  void aLostFrameIsFound() throws Exception {
    found(AccessModel::new, everySeventhMessage(_ -> List.of()), "came");
  }

  @Test
  void aDoubledFrameIsFound() throws Exception {
    found(
        AccessModel::new,
        everySeventhMessage(one -> List.of(one.getFirst(), one.getFirst())),
        "came");
  }

  @Test
  void aModelThatOpensTheGapForWhoComesBackIsFound() throws Exception {
    found(
        (people, groups, threads) ->
            new AccessModel(people, groups, threads) {
              @Override
              public void add(int person, int conversation, int opens) {
                super.add(person, conversation, hasLeft(person, conversation) ? 0 : opens);
              }
            },
        Tap.OPEN,
        "expected");
  }

  @Test
  void aModelThatForgetsExclusionsIsFound() throws Exception {
    found(
        (people, groups, threads) ->
            new AccessModel(people, groups, threads) {
              @Override
              public boolean removeAllPaths(int person, int conversation) {
                return remove(person, conversation);
              }
            },
        Tap.OPEN,
        "expected");
  }

  private static void found(ModelMaker model, Tap tap, String word) throws Exception {
    List<String> said = new ArrayList<>();
    Histories histories = new Histories(1, 1, 300, 1, said::add, new Props(model, tap, PATIENCE));
    assertThat(histories.run(stage)).isFalse();
    assertThat(said).first().asString().startsWith("seed 1:").contains(word);
    assertThat(said).last().isEqualTo("differences: 1");
  }

  private static Tap everySeventhMessage(UnaryOperator<List<ServerFrame>> fault) {
    AtomicInteger messages = new AtomicInteger();
    return frame ->
        frame instanceof LogEvent.MessagePosted && messages.incrementAndGet() % 7 == 0
            ? fault.apply(List.of(frame))
            : List.of(frame);
  }
}
