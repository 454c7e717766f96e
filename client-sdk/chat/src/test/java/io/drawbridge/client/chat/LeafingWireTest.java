package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.MessageResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goes to a day and archives a conversation by lines that are typed (7.12, G-25). */
class LeafingWireTest extends FakeTalk {
  @Test
  void dayIsShownAndTheConversationPutAway() {
    server.on(ConversationCommand.Archive.class, _ -> new Done());
    server.on(ConversationCommand.Unarchive.class, _ -> new Done());
    server.on(
        ConversationCommand.ShowDate.class,
        _ ->
            new MessageResult.History(
                List.of(server.world().posted(ROOM, 1, OLGA, "of that day").message()),
                false,
                false));

    String record =
        talk(
            "/jump 2026-05-01",
            "/open 1",
            "/jump yesterday",
            "/jump 2026-05-01",
            "/archive-conversation",
            "/unarchive-conversation");

    assertThat(record)
        .contains("/open a conversation first")
        .contains("Say a day, such as /jump 2026-05-01.")
        .contains("of that day")
        .contains("closed and archived for everybody")
        .contains("back in the lists, closed");
    assertThat(server.received(ConversationCommand.ShowDate.class))
        .extracting(ConversationCommand.ShowDate::date)
        .containsExactly("2026-05-01");
  }
}
