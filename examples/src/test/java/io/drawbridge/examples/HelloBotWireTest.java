package io.drawbridge.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.drawbridge.client.bot.Bot;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import org.junit.jupiter.api.Test;

class HelloBotWireTest {
  @Test
  void helloIsAnsweredByName() {
    ConversationId room = new ConversationId(7);
    try (FakeChatServer server = FakeChatServer.start();
        Bot bot = HelloBot.bot(server.uri(), "token")) {
      Person ann = server.world().person(2, "Ann");
      server.world().inbox(room);
      bot.start().join();

      server.broadcast(server.world().posted(room, 1, ann, "!hello"));

      assertEquals("Hello, Ann", server.awaitCommand(MessageCommand.Send.class).text());
    }
  }
}
