package io.drawbridge.client.chat.writing;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.When;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ScheduledId;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.protocol.writing.ScheduledView;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Does what a person types about drafts, messages to be sent later, and texts of before. */
public final class Written implements Words {
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());
  private static final int LOOKED_THROUGH = 50;
  private static final String TIMES = "30m, 2h, 3d, 2026-01-31 or 2026-01-31 14:00";

  private final Speaker speaker;
  private final ChatClient client;

  public Written(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/draft" -> speaker.in(here, it -> draft(it, rest));
      case "/undraft" -> speaker.in(here, this::undraft);
      case "/drafts" -> drafts();
      case "/schedule" -> speaker.in(here, it -> schedule(it, rest));
      case "/scheduled" -> scheduled(rest);
      case "/versions" -> speaker.in(here, it -> versions(it, rest));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void draft(ConversationId here, String text) {
    if (!text.isEmpty()) {
      client.writing().saveDraft(here, text).join();
      speaker.say("Kept; it is the same on all your devices. Nobody else sees it.");
      return;
    }
    List<String> found =
        allDrafts().stream()
            .filter(it -> it.conversation().equals(here))
            .map(DraftView::text)
            .toList();
    say("You have begun nothing here.", found);
  }

  private void undraft(ConversationId here) {
    client.writing().discardDraft(here).join();
    speaker.say("No draft is kept here.");
  }

  private void drafts() {
    say(
        "You have begun nothing.",
        allDrafts().stream().map(it -> it.conversation() + "  " + it.text()).toList());
  }

  private List<DraftView> allDrafts() {
    return client.writing().drafts(Optional.empty()).join().drafts();
  }

  private void schedule(ConversationId here, String rest) {
    Timed timed = Timed.of(rest);
    if (timed.at().isEmpty() || timed.text().isEmpty()) {
      speaker.say("/schedule WHEN TEXT, where WHEN is " + TIMES + ".");
      return;
    }
    Instant at = client.writing().schedule(here, timed.text(), timed.at().get()).join().at();
    speaker.say("It will be sent " + shown(at) + ". To nobody from outside who comes until then.");
  }

  private void scheduled(String rest) {
    String[] words = rest.split("\\s+", 3);
    if (rest.isEmpty()) {
      list();
    } else if (words.length < 2) {
      speaker.say("/scheduled [now|cancel|move ID [WHEN]]");
    } else {
      one(words[0], words[1], words.length > 2 ? words[2] : "");
    }
  }

  private void list() {
    say(
        "Nothing is scheduled.",
        client.writing().scheduled(Optional.empty()).join().scheduled().stream()
            .map(Written::line)
            .toList());
  }

  private void one(String act, String id, String when) {
    Optional<ScheduledId> which = id(id);
    if (which.isEmpty()) {
      speaker.say("Which? /scheduled shows their ids.");
      return;
    }
    switch (act) {
      case "now" -> {
        client.writing().sendNow(which.get(), Optional.empty()).join();
        speaker.say("Sent.");
      }
      case "cancel" -> {
        client.writing().cancel(which.get()).join();
        speaker.say("It will not be sent.");
      }
      case "move" ->
          When.read(when, CLOCK)
              .ifPresentOrElse(
                  at -> {
                    client.writing().move(which.get(), at).join();
                    speaker.say("It will be sent " + shown(at) + ".");
                  },
                  () -> speaker.say("When? " + TIMES + "."));
      default -> speaker.say("/scheduled [now|cancel|move ID [WHEN]]");
    }
  }

  /** Of the newest message here in which the words stand. */
  private void versions(ConversationId here, String words) {
    String meant = words.toLowerCase(Locale.ROOT);
    Optional<Message> found =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().reversed().stream()
            .filter(it -> it.text().orElse("").toLowerCase(Locale.ROOT).contains(meant))
            .filter(it -> it.editedAt().isPresent())
            .findFirst();
    if (found.isEmpty()) {
      speaker.say("No edited message among the newest here says so.");
      return;
    }
    speaker.lines(
        client.messages().versions(here, found.get().pos()).join().versions().stream()
            .map(it -> shown(it.writtenAt()) + "  " + it.text())
            .toList());
  }

  private void say(String none, List<String> lines) {
    if (lines.isEmpty()) {
      speaker.say(none);
    } else {
      speaker.lines(lines);
    }
  }

  private static String line(ScheduledView view) {
    String state =
        view.reason().map(reason -> "held (" + reason.wire() + ")").orElse(shown(view.at()));
    return view.scheduled() + "  " + view.conversation() + "  " + state + "  " + view.text();
  }

  private static String shown(Instant at) {
    ZonedDateTime local = at.atZone(CLOCK.getZone()).truncatedTo(ChronoUnit.MINUTES);
    return local.toLocalDate() + " " + local.toLocalTime();
  }

  private static Optional<ScheduledId> id(String typed) {
    try {
      return Optional.of(ScheduledId.parse(typed));
    } catch (ProtocolException none) {
      return Optional.empty();
    }
  }

  /** A time, which is one word or two, and the text behind it. */
  private record Timed(Optional<Instant> at, String text) {
    static Timed of(String typed) {
      String[] words = typed.split("\\s+", 3);
      if (words.length == 3) {
        Optional<Instant> two = When.read(words[0] + " " + words[1], CLOCK);
        if (two.isPresent()) {
          return new Timed(two, words[2]);
        }
      }
      String text = typed.substring(words[0].length()).strip();
      return new Timed(When.read(words[0], CLOCK), text);
    }
  }
}
