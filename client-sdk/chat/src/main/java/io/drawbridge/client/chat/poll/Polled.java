package io.drawbridge.client.chat.poll;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.client.poll.NewPoll;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.result.MessageResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Does what a person types about polls. Options are numbered from 1. */
public final class Polled implements Words {
  private static final int LOOKED_THROUGH = 100;
  private static final String HOW =
      "/poll [multiple] [anonymous] QUESTION | OPTION | OPTION, then /vote NUMBER.";

  private final Speaker speaker;
  private final ChatClient client;

  public Polled(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/poll" -> speaker.in(here, place -> ask(rest, place));
      case "/vote" -> speaker.in(here, place -> vote(rest, place));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The lines below a message that say what it asks. */
  public static String below(Optional<PollView> poll) {
    StringBuilder lines = new StringBuilder();
    poll.ifPresent(asked -> {
      for (int i = 0; i < asked.options().size(); i++) {
        lines.append("\n      %d) %s".formatted(i + 1, Printable.line(asked.options().get(i))));
      }
      lines.append("\n      (%s)".formatted(sort(asked)));
    });
    return lines.toString();
  }

  private void ask(String rest, ConversationId here) {
    boolean multiple = false;
    boolean anonymous = false;
    String left = rest;
    while (left.startsWith("multiple ") || left.startsWith("anonymous ")) {
      multiple |= left.startsWith("multiple ");
      anonymous |= left.startsWith("anonymous ");
      left = left.substring(left.indexOf(' ') + 1).strip();
    }
    List<String> parts = Arrays.stream(left.split("\\|", -1)).map(String::strip).toList();
    if (parts.size() < 3) {
      speaker.say(HOW);
      return;
    }
    NewPoll poll =
        new NewPoll(
            parts.getFirst(),
            parts.subList(1, parts.size()),
            multiple,
            anonymous,
            Optional.empty());
    client.polls().ask(here, poll).join();
  }

  private void vote(String rest, ConversationId here) {
    Optional<Message> newest =
        client.messages().newest(here, LOOKED_THROUGH).join().messages().stream()
            .filter(message -> message.poll().isPresent())
            .reduce((earlier, later) -> later);
    if (newest.isEmpty()) {
      speaker.say("There is no poll here. " + HOW);
      return;
    }
    long pos = newest.get().pos();
    switch (rest) {
      case "" -> show(client.polls().show(here, pos).join());
      case "close" -> client.polls().close(here, pos).join();
      case "none" -> show(client.polls().vote(here, pos, List.of()).join());
      default -> {
        if (rest.matches("[0-9]{1,2}([ ,]+[0-9]{1,2})*")) {
          List<Integer> choices =
              Arrays.stream(rest.split("[ ,]+"))
                  .map(number -> Math.max(0, Integer.parseInt(number) - 1))
                  .toList();
          show(client.polls().vote(here, pos, choices).join());
        } else {
          speaker.say("Type the numbers of the options: /vote 2");
        }
      }
    }
  }

  private void show(MessageResult.Poll shown) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < shown.poll().options().size(); i++) {
      int option = i;
      String votes =
          shown.tally().map(tally -> "%4d".formatted(tally.counts().get(option))).orElse("   ?");
      lines.add(
          "%s %d) %s%s"
              .formatted(
                  votes,
                  option + 1,
                  shown.poll().options().get(option),
                  shown.mine().contains(option) ? "  <- you" : ""));
    }
    lines.add("(%s)".formatted(sort(shown.poll())));
    speaker.lines(lines);
    if (!shown.voters().isEmpty()) {
      speaker.say(
          "  voted: "
              + String.join(
                  ", ",
                  shown.voters().stream()
                      .map(it -> Printable.line(speaker.name().apply(it.person())))
                      .toList())
              + (shown.next().isPresent() ? ", and others" : ""));
    }
  }

  private static String sort(PollView poll) {
    return "%s, %s%s%s"
        .formatted(
            poll.multiple() ? "several choices" : "one choice",
            poll.anonymous() ? "anonymous" : "named",
            poll.endsAt().map(end -> ", until " + end).orElse(""),
            poll.closed() ? ", closed" : "");
  }
}
