package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.ConnectionState;
import io.drawbridge.client.chat.card.Erasing;
import io.drawbridge.client.chat.file.Filed;
import io.drawbridge.client.chat.forward.Passing;
import io.drawbridge.client.chat.poll.Polled;
import io.drawbridge.client.chat.preview.Previewed;
import io.drawbridge.client.chat.slash.Asking;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.ConversationEnded;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One talk: prints what arrives, does what is typed. */
final class Talk {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final int NAMES_MAX = 1_000;
  private static final String INDENT = "      ";

  private final ChatClient client;
  private final Terminal terminal;
  private final Places places = new Places();
  private final Typed typed;
  private final Map<AccountId, String> names =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<AccountId, String> eldest) {
              return size() > NAMES_MAX;
            }
          });

  Talk(ChatClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
    this.typed =
        new Typed(
            client,
            places,
            new Erasing(client, () -> terminal.ask("Password:", true), this::print),
            this::print,
            this::show);
    client.onEvent(LogEvent.class, this::happened);
    client.onEvent(
        Event.AccessGained.class,
        gained -> {
          places.put(gained.conversation());
          print("You are in: " + Places.describe(gained.conversation()));
        });
    client.onEvent(
        Event.AccessEnded.class,
        ended -> lost(new ConversationEnded(ended.conversation(), ended.at(), ended.reason())));
    client.onEvent(Event.HeadMoved.class, this::moved);
    client.onEvent(
        Event.InvitationReceived.class,
        invited -> print("Invited to: " + place(invited.invitation())));
    client.onEvent(
        Event.InvitationBounced.class,
        bounced -> print("The mail of an invitation came back; /who shows whose."));
    client.onEvent(
        Event.ApprovalRequested.class,
        awaiting ->
            print(
                "Somebody is to come into %s if you approve; /waiting shows who."
                    .formatted(place(awaiting.invitation()))));
    client.onEvent(
        Event.InvitationAnswered.class,
        answered ->
            print(
                "An invitation of yours was %s%s."
                    .formatted(
                        answered.state() == InvitationState.DENIED ? "denied" : "approved",
                        answered.reason().map(why -> ": " + Printable.line(why)).orElse(""))));
    client.onEvent(
        Event.JoinRequested.class,
        asked ->
            print(
                "Somebody asks to be let into "
                    + places.name(asked.request().conversation())
                    + "; /requests shows who."));
    client.onEvent(
        Event.JoinRequestEnded.class,
        ended -> print("A request to be let in was " + ended.state().wire() + "."));
    client.onEvent(
        Event.SlashAnswered.class,
        answer -> print(Asking.answer(name(answer.bot()), answer.text(), INDENT)));
    client.onEvent(Event.SlashUnanswered.class, _ -> print("The bot does not answer."));
    client.onState(this::state);
  }

  /** Reads lines until there are no more, or until the talk is over. */
  void run() {
    typed.welcome();
    while (!client.closed().isDone()) {
      Optional<String> line = terminal.read();
      if (line.isEmpty() || !typed.line(line.get())) {
        return;
      }
    }
  }

  private void happened(LogEvent event) {
    switch (event) {
      case LogEvent.MessagePosted posted -> show(posted.message());
      case LogEvent.MessageEdited edited ->
          print(where(edited) + "edited: " + Printable.block(edited.text(), INDENT));
      case LogEvent.MessageDeleted deleted -> print(where(deleted) + "a message was deleted");
      case LogEvent.MessageReacted reacted -> {
        if (reacted.on()) {
          print(where(reacted) + "a reaction: " + Printable.line(reacted.emoji()));
        }
      }
      case LogEvent.MessageFiles changed ->
          print(where(changed) + "the files of a message changed");
      case LogEvent.MessagePinned pinned ->
          print(where(pinned) + "a message was " + (pinned.on() ? "pinned" : "unpinned"));
      case LogEvent.MessagePreviews shown -> {
        if (!shown.previews().isEmpty()) {
          print(where(shown) + "a link:" + Previewed.below(shown.previews()));
        }
      }
      case LogEvent.PollClosed closed -> print(where(closed) + "a poll was closed");
      case LogEvent.ConversationChanged changed -> changed(changed.conversation());
      case LogEvent.MemberJoined joined ->
          print(where(joined) + met(joined.person()) + " is here now");
      case LogEvent.MemberLeft left ->
          print(where(left) + names.getOrDefault(left.person(), "somebody") + " has left");
      case LogEvent.MemberPromoted promoted ->
          print(
              where(promoted)
                  + names.getOrDefault(promoted.person(), "somebody")
                  + " is in charge now");
    }
  }

  private void changed(ConversationId conversation) {
    var _ =
        client
            .conversations()
            .show(conversation)
            .whenComplete((shown, gone) -> {
              if (gone == null) {
                places.put(shown.conversation());
                print("Changed: " + Places.describe(shown.conversation()));
              }
            });
  }

  private void moved(Event.HeadMoved head) {
    // Of a new one something is said by itself.
    if (places.knows(head.conversation())
        && !places.current().equals(Optional.of(head.conversation()))) {
      print(
          "Something new in "
              + places.name(head.conversation())
              + (head.mentioned() ? ": you are mentioned" : ""));
    }
  }

  private void lost(ConversationEnded lost) {
    print("You are out of " + places.name(lost.conversation()) + ": " + lost.reason().wire());
    places.forget(lost.conversation());
  }

  private void state(ConnectionState state) {
    switch (state) {
      case ConnectionState.Waiting waiting ->
          print(
              "Connection lost (%s); again in %d ms"
                  .formatted(
                      Printable.line(waiting.cause().describe()), waiting.delay().toMillis()));
      case ConnectionState.Connected connected -> {
        if (connected.connection() > 1) {
          print("Connected again");
        }
      }
      case ConnectionState.Closed closed ->
          print("Closed: " + Printable.line(closed.cause().describe()));
      case ConnectionState.Idle idle -> {
        // before anything is shown
      }
      case ConnectionState.Connecting connecting -> {
        // what comes of it is shown
      }
    }
  }

  private void show(Message message) {
    String time = CLOCK.format(message.sentAt().atZone(ZoneId.systemDefault()));
    boolean elsewhere = !places.current().equals(Optional.of(message.conversation()));
    print(
        "%s %s%s: %s"
            .formatted(
                time,
                elsewhere ? "(" + places.name(message.conversation()) + ") " : "",
                places.marksAuthors(message.conversation())
                    ? met(message.author())
                    : plain(message.author()),
                message.text().map(text -> Printable.block(text, INDENT)).orElse("(deleted)")
                    + Filed.below(message.files())
                    + Passing.below(message.forwarded())
                    + Polled.below(message.poll())
                    + Previewed.below(message.previews())));
  }

  private String met(Person person) {
    String name = name(person);
    names.put(person.id(), name);
    return name;
  }

  /** The same without the mark of an external. */
  private String plain(Person person) {
    met(person);
    return marked(person, false);
  }

  /** Externals and bots are marked. */
  static String name(Person person) {
    return marked(person, person.external());
  }

  private static String marked(Person person, boolean external) {
    return Printable.line(person.name())
        + (external ? " [external]" : "")
        + (person.unverified() ? " [unverified]" : "")
        + (person.bot() ? " [bot]" : "");
  }

  /**
   * The place where an invitation leads; only those in threads and secret groups see their names.
   */
  static String place(InvitationView invitation) {
    return invitation
        .title()
        .map(Printable::line)
        .orElseGet(
            () -> "a %s of %s".formatted(invitation.kind().wire(), name(invitation.inviter())));
  }

  private String where(LogEvent event) {
    return places.current().equals(Optional.of(event.conversation()))
        ? "-- "
        : "-- (" + places.name(event.conversation()) + ") ";
  }

  private void print(String line) {
    terminal.print(line);
  }
}
