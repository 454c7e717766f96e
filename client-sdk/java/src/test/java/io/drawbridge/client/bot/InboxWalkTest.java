package io.drawbridge.client.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.FakeWorld;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult.Inbox;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InboxWalkTest {

  private static final Optional<String> LAST = Optional.empty();

  @AutoClose private final FakeChatServer server = FakeChatServer.start();
  private final FakeWorld world = server.world();
  private final InboxWalk walk = new InboxWalk();

  @Test
  void inboxOfOnePageIsPassedAtOnce() {
    walk.passed(page(LAST, 9, 8));

    assertThat(walk.done()).isTrue();
  }

  @Test
  void inboxOfSeveralPagesIsLookedAtOnceMoreFromTheFront() {
    walk.passed(page(Optional.of("second"), 9, 8));
    assertThat(walk.after()).contains("second");
    walk.passed(page(LAST, 7, 6));
    assertThat(walk.done()).isFalse();
    assertThat(walk.after()).isEmpty();

    walk.passed(page(Optional.of("second"), 9, 8));

    assertThat(walk.done()).isTrue();
  }

  @Test
  void frontIsLookedAtAsFarAsSomethingIsNewAndThenAgain() {
    walk.passed(page(Optional.of("second"), 9, 8));
    walk.passed(page(LAST, 7, 6));

    walk.passed(page(Optional.of("second"), 12, 11));
    assertThat(walk.after()).contains("second");
    walk.passed(page(Optional.of("third"), 9, 8));
    assertThat(walk.done()).isFalse();
    assertThat(walk.after()).isEmpty();
    walk.passed(page(Optional.of("second"), 12, 11));

    assertThat(walk.done()).isTrue();
  }

  @Test
  void pageOfWhichAllWasWithheldIsNotTheEnd() {
    walk.passed(page(Optional.of("second")));

    assertThat(walk.done()).isFalse();
    assertThat(walk.after()).contains("second");
  }

  private Inbox page(Optional<String> next, long... heads) {
    return new Inbox(
        Arrays.stream(heads)
            .mapToObj(head -> world.listed(new ConversationId(head), head))
            .toList(),
        next);
  }
}
