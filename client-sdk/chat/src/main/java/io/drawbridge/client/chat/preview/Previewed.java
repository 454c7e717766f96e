package io.drawbridge.client.chat.preview;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.preview.LinkPreview;
import java.util.List;
import java.util.Optional;

/** Shows previews of links, and takes them away. */
public final class Previewed implements Words {
  private static final int LOOKED_THROUGH = 100;

  private final Speaker speaker;
  private final ChatClient client;

  public Previewed(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    if (!command.equals("/unpreview")) {
      return false;
    }
    speaker.in(here, this::takeAway);
    return true;
  }

  /** The lines below a message that say what the pages are to which it links. */
  public static String below(List<LinkPreview> previews) {
    StringBuilder lines = new StringBuilder();
    previews.forEach(preview ->
        lines.append(
            "\n      > %s%s"
                .formatted(
                    Printable.line(preview.title()),
                    preview.site().map(site -> " (" + Printable.line(site) + ")").orElse(""))));
    return lines.toString();
  }

  private void takeAway(ConversationId here) {
    AccountId me = client.account().me().join().account();
    Optional<Message> newest =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().stream()
            .filter(it -> it.author().id().equals(me) && !it.previews().isEmpty())
            .reduce((earlier, later) -> later);
    newest.ifPresentOrElse(
        message -> client.messages().removePreviews(here, message.pos()).join(),
        () -> speaker.say("No message of yours here shows a preview."));
  }
}
