package io.drawbridge.client.chat.webhook;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.protocol.webhook.WebhookView;
import java.util.List;
import java.util.Optional;

/** Does what a person types about webhooks. */
public final class Hooked implements Words {
  private static final String ID = "h_[0-9a-hjkmnp-tv-z]{13}";
  private static final String HOW =
      """
      /hook in NAME, /hook out URL NAME, /hook new|end|replay ID; /hooks lists them.\
      """;

  private final Speaker speaker;
  private final ChatClient client;

  public Hooked(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    if (!command.equals("/hook") && !command.equals("/hooks")) {
      return false;
    }
    speaker.in(
        here,
        place -> {
          if (command.equals("/hooks")) {
            list(place);
          } else {
            one(rest, place);
          }
        });
    return true;
  }

  private void list(ConversationId here) {
    List<WebhookView> hooks = client.webhooks().list(here).join().webhooks();
    speaker.say(
        hooks.isEmpty()
            ? "No webhooks."
            : String.join("\n", hooks.stream().map(this::line).toList()));
  }

  private String line(WebhookView hook) {
    String where = hook.host().map(host -> " to " + host).orElse("");
    return "  [%s] %s%s, %s, by %s, %s%s"
        .formatted(
            hook.webhook(),
            hook.direction().wire(),
            where,
            Printable.line(hook.name()),
            Printable.line(hook.owner().name()),
            hook.state().wire(),
            hook.dead() > 0 ? ", %d given up".formatted(hook.dead()) : "");
  }

  private void one(String rest, ConversationId here) {
    String[] words = rest.split("\\s+", 3);
    if (words[0].equals("in") && words.length > 1) {
      secret(client.webhooks().create(here, rest.substring("in".length()).strip()).join());
    } else if (words[0].equals("out") && words.length > 2) {
      List<WebhookEvent> messages = List.of(WebhookEvent.MESSAGES);
      secret(client.webhooks().subscribe(here, words[2], words[1], messages).join());
    } else if (words.length == 2 && words[1].matches(ID)) {
      known(words[0], WebhookId.parse(words[1]));
    } else {
      speaker.say(HOW);
    }
  }

  private void known(String what, WebhookId hook) {
    switch (what) {
      case "new" -> secret(client.webhooks().rotate(hook).join());
      case "end" -> {
        client.webhooks().delete(hook).join();
        speaker.say("It has ended.");
      }
      case "replay" ->
          speaker.say(
              "%d events are told again."
                  .formatted(client.webhooks().replay(hook).join().events()));
      default -> speaker.say(HOW);
    }
  }

  private void secret(WebhookSecret made) {
    speaker.say(
        made.url()
            .map(url -> "Services post to this URL, which is shown this once:\n  " + url.value())
            .orElseGet(() ->
                "Calls are signed with this secret, which is shown this once:\n  "
                    + made.secret().value()));
  }
}
