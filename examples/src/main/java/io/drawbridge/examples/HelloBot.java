package io.drawbridge.examples;

import io.drawbridge.client.bot.Bot;
import java.net.URI;

/** Answers people who call it. Arguments: the server's address, the bot's API token. */
public final class HelloBot {
  public static void main(String[] args) {
    bot(URI.create(args[0]), args[1]).run();
  }

  static Bot bot(URI server, String token) {
    return Bot.builder(server, token)
        .onMention(message -> message.reply("You called?"))
        .onCommand("hello", message -> message.reply("Hello, " + message.author().name()))
        .build();
  }
}
