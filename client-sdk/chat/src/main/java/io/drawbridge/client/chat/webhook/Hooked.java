package io.drawbridge.client.chat.webhook;

import io.drawbridge.client.ChatClient;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.result.WebhookResult.WebhookSecret;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.protocol.webhook.WebhookView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Does what a person types about webhooks. */
public final class Hooked {
  private static final String ID = "h_[0-9a-hjkmnp-tv-z]{13}";
  private static final String HOW =
      """
      /hook in NAME, /hook out URL NAME, /hook new|end|replay ID; /hooks lists them.\
      """;

  private final ChatClient client;
  private final UnaryOperator<String> printable;
  private final Consumer<String> out;

  /** {@code printable} takes out of a line what would steer the terminal. */
  public Hooked(ChatClient client, UnaryOperator<String> printable, Consumer<String> out) {
    this.client = client;
    this.printable = printable;
    this.out = out;
  }

  /** Does a line if it is about webhooks; false if it is not. */
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    if (!command.equals("/hook") && !command.equals("/hooks")) {
      return false;
    }
    if (here.isEmpty()) {
      out.accept("Where? /open a conversation first.");
    } else if (command.equals("/hooks")) {
      list(here.get());
    } else {
      one(rest, here.get());
    }
    return true;
  }

  private void list(ConversationId here) {
    List<WebhookView> hooks = client.webhooks().list(here).join().webhooks();
    out.accept(
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
            printable.apply(hook.name()),
            printable.apply(hook.owner().name()),
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
      out.accept(HOW);
    }
  }

  private void known(String what, WebhookId hook) {
    switch (what) {
      case "new" -> secret(client.webhooks().rotate(hook).join());
      case "end" -> {
        client.webhooks().delete(hook).join();
        out.accept("It has ended.");
      }
      case "replay" ->
          out.accept(
              "%d events are told again."
                  .formatted(client.webhooks().replay(hook).join().events()));
      default -> out.accept(HOW);
    }
  }

  private void secret(WebhookSecret made) {
    out.accept(
        made.url()
            .map(url -> "Services post to this URL, which is shown this once:\n  " + url.value())
            .orElseGet(() ->
                "Calls are signed with this secret, which is shown this once:\n  "
                    + made.secret().value()));
  }
}
