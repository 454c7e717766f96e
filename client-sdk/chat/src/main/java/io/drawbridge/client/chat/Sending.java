package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.client.RequestFailed.Reason;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.ConversationId;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Sends what was typed to those of whom the person who typed knows, and to nobody else (N-7). */
final class Sending {
  private final ChatClient client;
  private final Places places;
  private final Consumer<String> out;

  Sending(ChatClient client, Places places, Consumer<String> out) {
    this.client = client;
    this.places = places;
    this.out = out;
  }

  void send(ConversationId conversation, String line) {
    Optional<ConversationView> seen = places.view(conversation);
    if (seen.isEmpty()) {
      client.messages().send(conversation, line).join();
      return;
    }
    try {
      client.messages().sendTo(seen.get(), line).join();
    } catch (CompletionException failed) {
      if (!audienceChanged(failed)) {
        throw failed;
      }
      ConversationView now = client.conversations().show(conversation).join().conversation();
      places.put(now);
      out.accept("Not sent: somebody came since. Type it again to send it to all of them.");
      out.accept(Places.describe(now));
    }
  }

  private static boolean audienceChanged(CompletionException failed) {
    return RequestFailed.in(failed)
        .map(RequestFailed::reason)
        .filter(reason ->
            reason instanceof Reason.Refused refused
                && refused.code() == ErrorCode.AUDIENCE_CHANGED)
        .isPresent();
  }
}
