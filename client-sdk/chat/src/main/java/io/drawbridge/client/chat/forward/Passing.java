package io.drawbridge.client.chat.forward;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.client.chat.words.Words;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.forward.Forwarded;
import io.drawbridge.protocol.forward.MessagePlace;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Does what a person types about passing messages on, and about where they come from. */
public final class Passing implements Words {
  private static final int LOOKED_THROUGH = 50;
  private static final String TO = " -> ";
  private static final String FORWARD =
      "/forward WORDS -> CONVERSATION [-> WHAT YOU SAY OF IT], by its name or id.";
  private static final String THREAD = "/thread-from WORDS -> SUBJECT -> NAME, NAME";

  private final Speaker speaker;
  private final ChatClient client;

  public Passing(Speaker speaker) {
    this.speaker = speaker;
    this.client = speaker.client();
  }

  @Override
  public boolean line(String command, String rest, Optional<ConversationId> here) {
    switch (command) {
      case "/forward" -> speaker.in(here, place -> forward(rest.split(TO, 3), place));
      case "/thread-from" -> speaker.in(here, place -> thread(rest.split(TO, 3), place));
      case "/source" -> speaker.in(here, place -> source(rest, place));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The line below a message that says whose words it passes on. */
  public static String below(Optional<Forwarded> forwarded) {
    return forwarded
        .map(it ->
            "\n      (passed on, of %s)".formatted(Printable.line(it.author().orElse("somebody"))))
        .orElse("");
  }

  private void forward(String[] parts, ConversationId here) {
    Optional<MessagePlace> message = parts.length < 2 ? Optional.empty() : find(parts[0], here);
    Optional<ConversationView> to = parts.length < 2 ? Optional.empty() : place(parts[1]);
    if (message.isEmpty() || to.isEmpty()) {
      speaker.say("Which message, and where? " + FORWARD);
      return;
    }
    Optional<String> note =
        parts.length < 3 ? Optional.empty() : Optional.of(parts[2]).filter(it -> !it.isBlank());
    // Who types this sees the name of the place, and its audience is that of this moment.
    client
        .writing()
        .forward(message.get(), to.get().conversation(), note, to.get().audience(), true)
        .join();
    speaker.say("Passed on to " + Printable.line(to.get().name()) + readers(to.get()));
  }

  private static String readers(ConversationView to) {
    return to.externals()
        .filter(many -> many > 0)
        .map(", where %d from outside read it."::formatted)
        .orElse(".");
  }

  private void thread(String[] parts, ConversationId here) {
    Optional<MessagePlace> message = parts.length < 3 ? Optional.empty() : find(parts[0], here);
    if (message.isEmpty()) {
      speaker.say("Which message, under which subject, and for whom? " + THREAD);
      return;
    }
    List<Person> people =
        List.of(parts[2].split(",")).stream()
            .flatMap(name -> person(name.strip()).stream())
            .toList();
    if (people.isEmpty()) {
      speaker.say("None of your contacts is called so. " + THREAD);
      return;
    }
    ConversationView made =
        client
            .threads()
            .create(parts[1].strip())
            .in(speaker.workspace())
            .people(people.stream().map(Person::id).toList())
            .from(message.get().conversation(), message.get().pos())
            .send()
            .join()
            .conversation();
    speaker.say("It began " + Printable.line(made.name()) + "; /open goes there.");
  }

  private void source(String words, ConversationId here) {
    Optional<MessagePlace> passed = newest(here, words, it -> it.forwarded().isPresent());
    if (passed.isEmpty()) {
      speaker.say("No message among the newest here was passed on.");
      return;
    }
    Optional<MessagePlace> original = client.writing().source(passed.get()).join().original();
    speaker.say(
        original.isEmpty()
            ? "You do not see the original where it stands."
            : "The original stands in "
                + Printable.line(
                    client
                        .conversations()
                        .show(original.get().conversation())
                        .join()
                        .conversation()
                        .name())
                + ".");
  }

  private Optional<MessagePlace> find(String words, ConversationId here) {
    return newest(here, words.strip(), it -> it.text().isPresent());
  }

  private Optional<MessagePlace> newest(
      ConversationId here, String words, Predicate<Message> which) {
    String meant = words.toLowerCase(Locale.ROOT);
    return client.messages().newest(here, LOOKED_THROUGH).join().messages().reversed().stream()
        .filter(it -> it.text().orElse("").toLowerCase(Locale.ROOT).contains(meant))
        .filter(which)
        .findFirst()
        .map(it -> new MessagePlace(here, it.pos()));
  }

  /** Among the newest conversations, by id or the beginning of the name, as it is now. */
  private Optional<ConversationView> place(String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    return client.inbox().list(Optional.empty()).join().entries().stream()
        .map(InboxEntry::conversation)
        .filter(view ->
            view.conversation().toString().equals(wanted)
                || view.name().toLowerCase(Locale.ROOT).startsWith(wanted))
        .findFirst()
        .map(view -> client.conversations().show(view.conversation()).join().conversation());
  }

  private Optional<Person> person(String name) {
    List<Person> found = client.people().find(name).join().people();
    return found.size() == 1
        ? Optional.of(found.getFirst())
        : found.stream().filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
  }
}
