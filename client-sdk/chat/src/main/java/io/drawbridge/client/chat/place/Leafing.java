package io.drawbridge.client.chat.place;

import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Goes to a day in a conversation; archives one for everybody, and takes that back. */
public final class Leafing implements Words {
  private static final int SHOWN = 20;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final Speaker speaker;

  public Leafing(Speaker speaker) {
    this.speaker = speaker;
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/jump" -> speaker.in(here, it -> jump(it, rest));
      case "/archive-conversation" -> speaker.in(here, this::archive);
      case "/unarchive-conversation" -> speaker.in(here, this::unarchive);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void jump(ConversationId here, String typed) {
    LocalDate day;
    try {
      day = LocalDate.parse(typed);
    } catch (DateTimeParseException none) {
      speaker.say("Say a day, such as /jump 2026-05-01.");
      return;
    }
    ZoneId zone = ZoneId.systemDefault();
    // A zone without a place, such as an offset, is none that the server takes.
    Optional<ZoneId> named = Optional.of(zone).filter(it -> it.getId().contains("/"));
    speaker.lines(
        speaker.client().messages().around(here, day, named, SHOWN).join().messages().stream()
            .map(message -> line(message, zone))
            .toList());
  }

  private String line(Message message, ZoneId zone) {
    return "%s %s: %s"
        .formatted(
            TIME.format(message.sentAt().atZone(zone)),
            speaker.name().apply(message.author()),
            message.text().orElse("(deleted)"));
  }

  private void archive(ConversationId here) {
    speaker.client().conversations().archive(here).join();
    speaker.say("It is closed and archived for everybody; /list archived shows it.");
  }

  private void unarchive(ConversationId here) {
    speaker.client().conversations().unarchive(here).join();
    speaker.say("It is back in the lists, closed.");
  }
}
