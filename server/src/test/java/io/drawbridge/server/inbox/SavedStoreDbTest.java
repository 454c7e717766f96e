package io.drawbridge.server.inbox;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.inbox.SavedStore.Kept;
import io.drawbridge.server.message.PagePlace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** G-20: how many messages are kept, and for whom there is room. */
final class SavedStoreDbTest {
  private static final int MAX = 2;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final TestHouse.Home HOME = HOUSE.workspace("Saved");
  private static final Caller OWNER = HOME.owner();

  private final SavedStore store = new SavedStore(HOUSE.recorded);
  private final Caller reader = HOUSE.member(HOME, clientId() + "@home.example");

  private ConversationId thread() {
    return HOUSE
        .tell(
            OWNER,
            new ThreadCommand.Create(
                clientId(),
                Optional.of(HOME.workspace()),
                "Offer",
                List.of(reader.account()),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private static long send(ConversationId thread) {
    return HOUSE
        .tell(OWNER, new MessageCommand.Send(clientId(), thread, "worth it", Optional.empty()))
        .pos();
  }

  private Kept keep(ConversationId thread, long pos) {
    return store.keep(permit(thread), pos, MAX);
  }

  private ReadPermit permit(ConversationId thread) {
    return HOUSE.access.gate().read(reader, thread);
  }

  @Test
  void whatShowsNoMoreMakesRoom() {
    ConversationId lost = thread();
    ConversationId stays = thread();
    assertThat(keep(lost, send(lost))).isEqualTo(Kept.KEPT);
    long first = send(stays);
    assertThat(keep(stays, first)).isEqualTo(Kept.KEPT);
    long second = send(stays);
    assertThat(keep(stays, second)).isEqualTo(Kept.FULL);
    assertThat(keep(stays, first)).as("one that is kept").isEqualTo(Kept.KEPT);

    HOUSE.tell(
        OWNER,
        new MemberCommand.Remove(
            clientId(),
            lost,
            Optional.of(reader.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
    assertThat(keep(stays, second)).isEqualTo(Kept.KEPT);
    long third = send(stays);
    assertThat(keep(stays, third)).isEqualTo(Kept.FULL);

    HOUSE.tell(OWNER, new MessageCommand.Delete(clientId(), stays, first));
    assertThat(keep(stays, third)).isEqualTo(Kept.KEPT);
    assertThat(store.page(reader.account(), PagePlace.BEGIN, 10))
        .extracting(row -> row.message().pos())
        .containsExactly(third, second);
  }
}
