package io.drawbridge.client.chat.moderate;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.moderation.ReportView;
import io.drawbridge.protocol.people.Blocked;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.PeopleResult;
import java.util.List;
import java.util.Optional;

/** Blocks people, and reports messages and lists reports, by what was typed. */
public final class Moderated implements Words {
  /** The newest messages of a conversation in which words are looked for. */
  private static final int LOOKED_THROUGH = 100;

  private final Speaker speaker;
  private final ChatClient client;

  public Moderated(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/block" -> {
        if (rest.isEmpty()) {
          blocked();
        } else {
          person(rest).ifPresent(it -> block(it, true));
        }
      }
      case "/unblock" -> person(rest).ifPresent(it -> block(it, false));
      case "/report" -> speaker.in(here, place -> report(place, rest));
      case "/reports" -> reports(here);
      case "/resolve" -> resolve(rest);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void blocked() {
    List<Blocked> all = client.people().blocked().join().blocked();
    speaker.lines(
        all.isEmpty()
            ? List.of("You blocked nobody.")
            : all.stream().map(it -> it.person() + " since " + it.since()).toList());
  }

  private void block(AccountId person, boolean on) {
    client.people().block(person, on).join();
    speaker.say(on ? "Blocked; they are not told." : "Let through again.");
  }

  /** Somebody by their number, or the one contact whose name begins so. */
  private Optional<AccountId> person(String typed) {
    try {
      return Optional.of(AccountId.parse(typed));
    } catch (ProtocolException name) {
      List<Person> found = client.people().find(typed).join().people();
      if (found.size() == 1) {
        return Optional.of(found.getFirst().id());
      }
      speaker.say("Whom? No contact, or more than one, has such a name.");
      return Optional.empty();
    }
  }

  private void report(ConversationId here, String rest) {
    String[] parts = rest.split(" -> ", 2);
    String[] words = parts[0].strip().split("\\s+", 2);
    Optional<ReportReason> reason = WireName.find(ReportReason.class, words[0]);
    String wanted = words.length > 1 ? words[1] : "";
    Optional<Message> message =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().reversed().stream()
            .filter(it -> it.text().filter(text -> text.contains(wanted)).isPresent())
            .findFirst();
    if (reason.isEmpty()) {
      speaker.say("Why? spam, abuse, disclosure or other, and words of the message.");
    } else if (message.isEmpty()) {
      speaker.say("No message here has these words.");
    } else {
      Optional<String> note = parts.length > 1 ? Optional.of(parts[1].strip()) : Optional.empty();
      client.people().report(here, message.get().pos(), reason.get(), note).join();
      speaker.say("Reported to those who moderate.");
    }
  }

  private void reports(Optional<ConversationId> here) {
    Optional<PeopleResult.Reports> found =
        here.map(it -> client.people().reports(it, Optional.of(true), Optional.empty()).join())
            .or(() ->
                speaker
                    .workspace()
                    .map(it ->
                        client.people().reports(it, Optional.of(true), Optional.empty()).join()));
    if (found.isEmpty()) {
      speaker.say("Where? /open a conversation first.");
    } else if (found.get().reports().isEmpty()) {
      speaker.say("Nothing is reported.");
    } else {
      speaker.lines(found.get().reports().stream().map(this::line).toList());
    }
  }

  private String line(ReportView report) {
    return "%s %s, %s: %s; by %s%s"
        .formatted(
            report.report(),
            report.reason().wire(),
            speaker.name().apply(report.author()),
            report.text().orElse("(erased)"),
            speaker.name().apply(report.reporter()),
            report.note().map(it -> ": " + it).orElse(""));
  }

  private void resolve(String rest) {
    String[] words = rest.split("\\s+", 2);
    Optional<ReportOutcome> outcome =
        words.length > 1 ? WireName.find(ReportOutcome.class, words[1]) : Optional.empty();
    if (outcome.isEmpty()) {
      speaker.say("Say the report's number, and acted or dismissed.");
      return;
    }
    client.people().resolve(ReportId.parse(words[0]), outcome.get()).join();
    speaker.say("Noted.");
  }
}
