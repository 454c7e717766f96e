package io.drawbridge.client.chat.inbox;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.inbox.InboxShow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what a person types about their own inbox. */
public final class Sorted implements Words {
  private static final int LOOKED_THROUGH = 50;

  private final Speaker speaker;
  private final ChatClient client;

  public Sorted(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  /** The part of the inbox that a word names; that which is not archived for any other. */
  public static InboxShow shown(String word) {
    return WireName.find(InboxShow.class, word.toLowerCase(Locale.ROOT)).orElse(InboxShow.ACTIVE);
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/archive" -> speaker.in(here, this::archive);
      case "/unarchive" -> speaker.in(here, this::unarchive);
      case "/remind" -> speaker.in(here, it -> remind(it, rest));
      case "/save" -> speaker.in(here, it -> save(it, rest, true));
      case "/unsave" -> speaker.in(here, it -> save(it, rest, false));
      case "/saved" -> saved();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void archive(ConversationId here) {
    List<Message> newest = client.messages().newest(here, 1).join().messages();
    client.inbox().archive(here, newest.isEmpty() ? 1 : newest.getLast().pos()).join();
    speaker.say("Out of sight until something new is here; /list archived shows it.");
  }

  private void unarchive(ConversationId here) {
    client.inbox().unarchive(here).join();
    speaker.say("Back in the list.");
  }

  private void remind(ConversationId here, String rest) {
    if (rest.equals("never")) {
      client.inbox().remind(here, Optional.empty()).join();
      speaker.say("No reminder.");
      return;
    }
    Optional<Instant> at = When.read(rest, Clock.system(ZoneId.systemDefault()));
    if (at.isEmpty()) {
      speaker.say("When? 30m, 2h, 3d, 2026-01-31, 2026-01-31 14:00, or never.");
      return;
    }
    client.inbox().remind(here, at).join();
    speaker.say("You will be reminded.");
  }

  /** The newest message here in which the words stand; the newest of all without words. */
  private void save(ConversationId here, String words, boolean on) {
    String meant = words.toLowerCase(Locale.ROOT);
    Optional<Message> found =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().reversed().stream()
            .filter(it -> it.text().orElse("").toLowerCase(Locale.ROOT).contains(meant))
            .findFirst();
    if (found.isEmpty()) {
      speaker.say("No message among the newest here says so.");
      return;
    }
    client.inbox().save(here, found.get().pos(), on).join();
    speaker.say((on ? "Saved: " : "No longer saved: ") + said(found.get()));
  }

  private void saved() {
    List<Message> messages = client.inbox().saved(Optional.empty()).join().messages();
    speaker.say(
        messages.isEmpty()
            ? "Nothing is saved."
            : String.join("\n", messages.stream().map(this::said).toList()));
  }

  private String said(Message message) {
    return Printable.line(message.author().name() + ": " + message.text().orElse(""));
  }
}
