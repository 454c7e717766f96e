package io.drawbridge.client.chat.slash;

import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.slash.SlashView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/**
 * Lists the slash commands of bots, and passes on words that this client does not know: a bot may
 * know them. It is asked after everything else.
 */
public final class Asking implements Words {
  private static final String NAME = "/[a-z0-9_-]{1,32}";

  /** No bot here has it, or the server knows no bots' commands. */
  private static final Set<ErrorCode> UNKNOWN =
      Set.of(ErrorCode.NOT_FOUND, ErrorCode.UNKNOWN_COMMAND);

  private final Speaker speaker;

  public Asking(Speaker speaker) {
    this.speaker = speaker;
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    if (!command.equals("/bots")) {
      return false;
    }
    speaker.in(here, this::list);
    return true;
  }

  private void list(ConversationId here) {
    List<SlashView> known = speaker.client().slash().list(here).join().commands();
    if (known.isEmpty()) {
      speaker.say("No bot here takes commands from you.");
    }
    speaker.lines(
        known.stream()
            .map(it ->
                "/%s %s  %s, by %s"
                    .formatted(it.name(), it.usage().orElse(""), it.description(), it.bot().name()))
            .toList());
  }

  /** Asks a bot by a word that this client does not know, or says that there is no such word. */
  public void other(String command, String rest, Optional<ConversationId> here) {
    if (here.isEmpty() || !command.matches(NAME) || !asked(here.get(), command, rest)) {
      speaker.say("There is no " + Printable.line(command) + "; /help says what is.");
    }
  }

  private boolean asked(ConversationId here, String command, String rest) {
    try {
      speaker.client().slash().run(here, command, rest).join();
      return true;
    } catch (CompletionException failed) {
      if (RequestFailed.in(failed)
          .flatMap(RequestFailed::code)
          .filter(UNKNOWN::contains)
          .isPresent()) {
        return false;
      }
      throw failed;
    }
  }

  /** What a bot answered, as a line. */
  public static String answer(String bot, String text, String indent) {
    return "(only you see this) " + bot + ": " + Printable.block(text, indent);
  }
}
