package io.drawbridge.client.bot;

import io.drawbridge.client.ChatClientBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds a {@link Bot}. */
public final class BotBuilder {

  private static final int BOT_TURNS_MAX = 10;

  private final ChatClientBuilder client;
  private final Map<String, Handler> commands = new LinkedHashMap<>();
  private final List<Middleware> middleware = new ArrayList<>();
  private Optional<Handler> mention = Optional.empty();
  private Optional<Handler> message = Optional.empty();
  private boolean answersBots;
  private int botTurnsMax = BOT_TURNS_MAX;

  BotBuilder(ChatClientBuilder client) {
    this.client = client;
  }

  /** Handles every message that is neither a command nor a mention with a handler of its own. */
  public BotBuilder onMessage(Handler handler) {
    message = Optional.of(handler);
    return this;
  }

  /** Handles messages that name the bot. */
  public BotBuilder onMention(Handler handler) {
    mention = Optional.of(handler);
    return this;
  }

  /**
   * Handles messages that begin with this command; {@link Incoming#arguments} has what follows.
   *
   * @param name with or without its {@code /} or {@code !}: both are understood in messages, in any
   *     case
   */
  public BotBuilder onCommand(String name, Handler handler) {
    String bare = name.startsWith("/") || name.startsWith("!") ? name.substring(1) : name;
    if (bare.isBlank() || bare.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("command: \"%s\" (expected: one word)".formatted(name));
    }
    commands.put(bare.toLowerCase(Locale.ROOT), handler);
    return this;
  }

  /** Puts something before the handlers; what is given first stands outermost. */
  public BotBuilder use(Middleware layer) {
    middleware.add(layer);
    return this;
  }

  /**
   * Also handles what other bots write, at most this many messages until a person writes again. A
   * bot never handles its own messages.
   */
  public BotBuilder answerBots(int turnsMax) {
    answersBots = true;
    botTurnsMax = turnsMax;
    return this;
  }

  /** Makes the bot; it connects when started. */
  public Bot build() {
    Routes routes = new Routes(commands, mention, message, middleware);
    return new Bot(
        client.build(), routes, answersBots, new LoopGuard(botTurnsMax), Voice.ofThisProcess());
  }
}
