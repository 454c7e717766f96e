package io.drawbridge.examples;

import io.drawbridge.client.bot.Bot;
import io.drawbridge.client.slash.SlashDesk;
import io.drawbridge.protocol.id.WorkspaceId;
import java.net.URI;

/** Tells the weather to those who type {@code /weather Delft}, and to nobody else. */
public final class WeatherBot {

  private WeatherBot() {}

  /** Arguments: the server's address, the bot's API token, its workspace. */
  public static void main(String[] args) {
    try (Bot bot = bot(URI.create(args[0]), args[1])) {
      bot.start().join();
      offer(bot, WorkspaceId.parse(args[2]));
      bot.client().closed().join();
    }
  }

  static Bot bot(URI server, String token) {
    Bot bot = Bot.builder(server, token).build();
    SlashDesk slash = bot.client().slash();
    slash.on("/weather", ask -> ask.answer("It rains in " + ask.text() + "."));
    return bot;
  }

  static void offer(Bot bot, WorkspaceId workspace) {
    bot.client()
        .slash()
        .register(workspace, "/weather", "Tells the weather of a city", "[city]")
        .join();
  }
}
