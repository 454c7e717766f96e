package io.drawbridge.client.chat.inbox;

import io.drawbridge.client.ChatClient;
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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Does what a person types about their own inbox. */
public final class Sorted {
  private static final int LOOKED_THROUGH = 50;

  private final ChatClient client;
  private final UnaryOperator<String> printable;
  private final Consumer<String> out;

  /** {@code printable} takes out of a line what would steer the terminal. */
  public Sorted(ChatClient client, UnaryOperator<String> printable, Consumer<String> out) {
    this.client = client;
    this.printable = printable;
    this.out = out;
  }

  /** The part of the inbox that a word names; that which is not archived for any other. */
  public static InboxShow shown(String word) {
    return WireName.find(InboxShow.class, word.toLowerCase(Locale.ROOT)).orElse(InboxShow.ACTIVE);
  }

  /** Does a line if it is about the inbox; false if it is not. */
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/archive" -> here.ifPresentOrElse(this::archive, this::nowhere);
      case "/unarchive" -> here.ifPresentOrElse(this::unarchive, this::nowhere);
      case "/remind" -> here.ifPresentOrElse(it -> remind(it, rest), this::nowhere);
      case "/save" -> here.ifPresentOrElse(it -> save(it, rest, true), this::nowhere);
      case "/unsave" -> here.ifPresentOrElse(it -> save(it, rest, false), this::nowhere);
      case "/saved" -> saved();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void nowhere() {
    out.accept("Where? /open a conversation first.");
  }

  private void archive(ConversationId here) {
    List<Message> newest = client.messages().newest(here, 1).join().messages();
    client.inbox().archive(here, newest.isEmpty() ? 1 : newest.getLast().pos()).join();
    out.accept("Out of sight until something new is here; /list archived shows it.");
  }

  private void unarchive(ConversationId here) {
    client.inbox().unarchive(here).join();
    out.accept("Back in the list.");
  }

  private void remind(ConversationId here, String rest) {
    if (rest.equals("never")) {
      client.inbox().remind(here, Optional.empty()).join();
      out.accept("No reminder.");
      return;
    }
    Optional<Instant> at = When.read(rest, Clock.system(ZoneId.systemDefault()));
    if (at.isEmpty()) {
      out.accept("When? 30m, 2h, 3d, 2026-01-31, 2026-01-31 14:00, or never.");
      return;
    }
    client.inbox().remind(here, at).join();
    out.accept("You will be reminded.");
  }

  /** The newest message here in which the words stand; the newest of all without words. */
  private void save(ConversationId here, String words, boolean on) {
    String meant = words.toLowerCase(Locale.ROOT);
    Optional<Message> found =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().reversed().stream()
            .filter(it -> it.text().orElse("").toLowerCase(Locale.ROOT).contains(meant))
            .findFirst();
    if (found.isEmpty()) {
      out.accept("No message among the newest here says so.");
      return;
    }
    client.inbox().save(here, found.get().pos(), on).join();
    out.accept((on ? "Saved: " : "No longer saved: ") + said(found.get()));
  }

  private void saved() {
    List<Message> messages = client.inbox().saved(Optional.empty()).join().messages();
    out.accept(
        messages.isEmpty()
            ? "Nothing is saved."
            : String.join("\n", messages.stream().map(this::said).toList()));
  }

  private String said(Message message) {
    return printable.apply(message.author().name() + ": " + message.text().orElse(""));
  }
}
