package io.drawbridge.client.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.Simulation;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageCacheTest {

  private static final ConversationId ROOM = Simulation.ROOM;
  private static final AccountId BOB = new AccountId(3);
  private static final AccountId EVE = new AccountId(4);

  private final MessageCache cache = new MessageCache(2, 3);

  @Test
  void editsDeletionsAndPinsAreApplied() {
    cache.happened(Simulation.posted(1));
    cache.happened(Simulation.posted(2));

    cache.happened(new LogEvent.MessageEdited(ROOM, 3, 1, "better", Instant.EPOCH));
    cache.happened(new LogEvent.MessagePinned(ROOM, 4, 1, true));
    cache.happened(new LogEvent.MessageDeleted(ROOM, 5, 2));

    Message first = cache.message(ROOM, 1).orElseThrow();
    assertThat(first.text()).contains("better");
    assertThat(first.editedAt()).contains(Instant.EPOCH);
    assertThat(first.pinned()).isTrue();
    assertThat(cache.message(ROOM, 2).orElseThrow().text()).isEmpty();
  }

  @Test
  void reactionsAreCountedOnceForAPerson() {
    cache.happened(Simulation.posted(1));

    cache.happened(new LogEvent.MessageReacted(ROOM, 2, 1, BOB, "+1", true));
    cache.happened(new LogEvent.MessageReacted(ROOM, 3, 1, BOB, "+1", true));
    cache.happened(new LogEvent.MessageReacted(ROOM, 4, 1, EVE, "+1", true));
    cache.happened(new LogEvent.MessageReacted(ROOM, 5, 1, EVE, "ok", true));
    cache.happened(new LogEvent.MessageReacted(ROOM, 6, 1, EVE, "ok", false));

    assertThat(cache.message(ROOM, 1).orElseThrow().reactions())
        .containsExactly(new Reaction("+1", List.of(BOB, EVE)));
  }

  @Test
  void changeOfAMessageThatIsNotKeptIsIgnored() {
    cache.happened(new LogEvent.MessageEdited(ROOM, 3, 1, "better", Instant.EPOCH));

    assertThat(cache.messages(ROOM)).isEmpty();
  }

  @Test
  void nothingOfAPurgedConversationIsLeft() {
    cache.happened(Simulation.posted(1));
    cache.loaded(ROOM, List.of(Simulation.posted(2).message()));

    cache.purge(ROOM);

    assertThat(cache.messages(ROOM)).isEmpty();
    assertThat(cache.message(ROOM, 1)).isEqualTo(Optional.empty());
  }

  @Test
  void boundsForgetTheOldest() {
    for (long pos = 1; pos <= 5; pos++) {
      cache.happened(Simulation.posted(pos));
    }
    assertThat(cache.messages(ROOM)).extracting(Message::pos).containsExactly(3L, 4L, 5L);

    cache.happened(Simulation.posted(new ConversationId(8), 1));
    cache.happened(Simulation.posted(new ConversationId(9), 1));

    assertThat(cache.messages(ROOM)).isEmpty();
    assertThat(cache.messages(new ConversationId(9))).hasSize(1);
  }
}
