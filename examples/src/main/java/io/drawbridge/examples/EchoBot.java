package io.drawbridge.examples;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.bot.Bot;
import io.drawbridge.client.resume.FileCursorStore;
import java.net.URI;
import java.nio.file.Path;

/** Repeats everything that is said; after a restart it continues where it was. */
public final class EchoBot {

  private EchoBot() {}

  /** Arguments: the server's address, the bot's API token, a file for its cursors. */
  public static void main(String[] args) {
    bot(URI.create(args[0]), args[1], Path.of(args[2])).run();
  }

  static Bot bot(URI server, String token, Path cursors) {
    return Bot.builder(
            ChatClient.builder(server)
                .credentials(Credentials.apiToken(token))
                .cursors(new FileCursorStore(cursors)))
        .onMessage(message -> message.reply(message.text()))
        .build();
  }
}
