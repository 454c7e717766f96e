package io.drawbridge.client.bot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the handler that a message is for: that of the command it begins with, else that of a
 * mention, else that of all messages.
 */
record Routes(
    Map<String, Handler> commands,
    Optional<Handler> mention,
    Optional<Handler> message,
    List<Middleware> middleware) {

  private static final String PREFIXES = "/!";

  Routes {
    commands = Map.copyOf(commands);
    middleware = List.copyOf(middleware);
  }

  /** Passes the message through the middleware to its handler. */
  void run(Incoming incoming) throws Exception {
    chain(0).handle(incoming);
  }

  private Handler chain(int next) {
    return next == middleware.size()
        ? this::route
        : incoming -> middleware.get(next).handle(incoming, chain(next + 1));
  }

  private void route(Incoming incoming) throws Exception {
    String text = incoming.text().strip();
    int end = endOfWord(text);
    Handler command =
        text.isEmpty() || PREFIXES.indexOf(text.charAt(0)) < 0
            ? null
            : commands.get(text.substring(1, end).toLowerCase(Locale.ROOT));
    if (command != null) {
      command.handle(incoming.withArguments(text.substring(end).strip()));
    } else if (mention.isPresent() && incoming.mentionsBot()) {
      mention.get().handle(incoming);
    } else if (message.isPresent()) {
      message.get().handle(incoming);
    }
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
