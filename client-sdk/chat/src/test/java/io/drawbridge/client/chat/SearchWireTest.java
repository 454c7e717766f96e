package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.search.FoundConversation;
import io.drawbridge.protocol.search.Hit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks for messages by lines that are typed (GLUE-20). */
class SearchWireTest extends FakeTalk {
  private static final ConversationId OFFER = new ConversationId(7);

  @Test
  void hitsShowWhereTheyStandAndMoreIsAskedFor() {
    server.on(
        MessageCommand.Search.class,
        search ->
            search.query().equals("nothing")
                ? new MessageResult.Found(List.of(), List.of(), Optional.empty())
                : new MessageResult.Found(
                    List.of(
                        new Hit(
                            new Message(
                                OFFER,
                                search.after().isPresent() ? 1 : 2,
                                server.world().person(2, "Ann"),
                                Optional.of(search.after().orElse("the bridge")),
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of()),
                            "Offer",
                            List.of())),
                    List.of(new FoundConversation(OFFER, ConversationKind.THREAD, "The bridge")),
                    search.after().isPresent() ? Optional.empty() : Optional.of("older")));

    String record = talk("/search bridge", "/more", "/more", "/search nothing", "/search");

    assertThat(record)
        .contains("in: The bridge")
        .contains("Ann (Offer): the bridge")
        .contains("/more shows more.")
        .contains("Ann (Offer): older")
        .contains("There is no more.")
        .contains("Nothing was found.")
        .contains("what you look for");
    assertThat(server.received(MessageCommand.Search.class))
        .extracting(MessageCommand.Search::query)
        .containsExactly("bridge", "bridge", "nothing");
  }
}
