package io.drawbridge.client.chat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.api.Whom;
import io.drawbridge.client.chat.card.Cards;
import io.drawbridge.client.chat.card.Erasing;
import io.drawbridge.client.chat.inbox.Sorted;
import io.drawbridge.client.chat.search.Searching;
import io.drawbridge.client.chat.slash.Asking;
import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.client.chat.words.Speaker;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.protocol.result.InboxResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Does what a person types, one line after another. */
final class Typed {
  private static final Set<String> MOVES = Set.of("/open", "/accept", "/thread", "/dm");
  private static final int HISTORY = 20;
  private static final int LISTED_MAX = 200;
  private static final int WELCOMED_MAX = 20;

  private final ChatClient client;
  private final Places places;
  private final Erasing erasing;
  private final Consumer<String> out;
  private final Consumer<Message> messages;
  private final Taken taken;
  private final Searching searching;
  private Optional<WorkspaceId> workspace = Optional.empty();

  Typed(
      ChatClient client,
      Places places,
      Erasing erasing,
      Consumer<String> out,
      Consumer<Message> messages) {
    this.client = client;
    this.places = places;
    this.erasing = erasing;
    this.out = out;
    this.messages = messages;
    this.taken = new Taken(client, out);
    this.searching = new Searching(client, Talk::name);
  }

  /** Says who one is, and what there is. */
  void welcome() {
    guarded(() -> {
      AccountResult.Me me = client.account().me().join();
      workspace = me.workspaces().stream().findFirst().map(WorkspaceView::workspace);
      out.accept("You are " + Printable.line(me.name()) + ". /help says what you can type.");
      list(WELCOMED_MAX, InboxShow.ACTIVE);
    });
  }

  /** Does one line; false if it was the last. */
  boolean line(String text) {
    String line = text.strip();
    if (line.equals("/quit")) {
      return false;
    }
    if (!line.isEmpty()) {
      guarded(() -> act(line));
    }
    return true;
  }

  private void act(String line) {
    if (!line.startsWith("/")) {
      new Sending(client, places, out).send(here(), line);
      return;
    }
    String[] words = line.split("\\s+", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    String command = words[0].toLowerCase(Locale.ROOT);
    if (Families.of(speaker()).stream().anyMatch(it -> it.line(command, rest, places.current()))) {
      return;
    }
    if (MOVES.contains(command)) {
      // If it fails, what is typed next must not reach the people of where one was.
      places.exit();
    }
    switch (command) {
      case "/list" -> list(LISTED_MAX, Sorted.shown(rest));
      case "/accept" -> accept(rest);
      case "/open" -> open(rest);
      case "/history" -> history();
      case "/who" -> who();
      case "/search" -> printed(searching.first(needed(rest, "what you look for")));
      case "/more" -> printed(searching.more());
      case "/card" -> printed(cards().of(contact(needed(rest, "a name"))));
      case "/me" -> me(rest);
      case "/leave" -> leave();
      case "/add" -> brought().one(whom(rest), rest, false);
      case "/add!" -> brought().one(whom(rest), rest, true);
      case "/import" -> brought().file(needed(rest, "a file"));
      case "/preview" -> brought().preview(whom(rest), rest);
      case "/remove" -> taken.out(here(), places.name(here()), needed(rest, "a name or address"));
      case "/undo" -> taken.back(rest);
      case "/foresee" -> taken.foresee(here(), needed(rest, "a name"));
      case "/link" -> joiners().create(rest);
      case "/code" -> joiners().code(needed(rest, "a name"));
      case "/links" -> links();
      case "/unlink" -> joiners().revoke(needed(rest, "the id of a link"));
      case "/requests" -> joiners().requests();
      case "/approve" -> joiners().approve(needed(rest, "a name or an address"));
      case "/deny" -> joiners().deny(needed(rest, "a name or an address"));
      case "/suggest" -> joiners().suggest(needed(rest, "an address"));
      case "/join" -> out.accept(Joiners.apply(client, needed(rest, "a link")));
      case "/thread" ->
          enter(client.threads().create(needed(rest, "a subject")).in(workspace).send().join());
      case "/backstage" -> backstage();
      case "/front" -> front();
      case "/dm" -> direct(needed(rest, "a name or an address"));
      case "/invited" -> invited().list();
      case "/resend" -> invited().resend(needed(rest, "an address"));
      case "/withdraw" -> invited().withdraw(needed(rest, "an address"));
      case "/waiting" -> awaiting().list();
      case "/allow" -> awaiting().allow(needed(rest, "a name or an address"));
      case "/refuse" -> awaiting().refuse(needed(rest, "a name or an address"));
      case "/policy" -> new Ruled(client, places.current(), workspace, out).line(rest);
      case "/inviter" -> seats().inviter(needed(rest, "a name"), this::contact);
      case "/outside" -> outside(rest);
      case "/guest" -> outside().invite(needed(rest, "an address"));
      case "/quota" -> outside().count();
      case "/end" -> outside().end(needed(rest, "a name or a mail domain"));
      case "/handover" -> outside().handOver(needed(rest, "a name, -> and who"), this::contact);
      case "/confirm" -> outside().confirm(needed(rest, "a name, a mail domain, or mine"));
      case "/renew" -> outside().renew(needed(rest, "a name or a mail domain, and days"));
      case "/demote" -> seats().demote(needed(rest, "a name"), this::contact);
      case "/promote" -> seats().promote(needed(rest, "a name"));
      case "/erase" -> seats().erase(needed(rest, "a name or an id"));
      case "/erase-account" -> erasing.line(rest);
      case "/my-log" -> Logged.write(needed(rest, "a file"), client.audit()::exportOwn, out);
      case "/resign" -> seats().leave(rest, this::contact);
      case "/audit" ->
          logged().list(rest.isEmpty() ? Optional.empty() : Optional.of(contact(rest)));
      case "/seen" -> ledger().ofMessage(here(), rest);
      case "/sees" -> ledger().ofPerson(needed(rest, "a name"), this::somebody);
      case "/why" -> ledger().why(somebody(needed(rest, "a name")), here());
      case "/export" -> logged().export(needed(rest, "a file"));
      case "/bot" -> seats().bot(needed(rest, "a name"));
      case "/help" -> out.accept(Help.TEXT);
      default -> new Asking(speaker()).other(command, rest, places.current());
    }
  }

  private void list(int shown, InboxShow show) {
    List<ConversationView> views = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      InboxResult.Inbox page = client.inbox().list(show, after).join();
      for (InboxEntry entry : page.entries()) {
        views.add(entry.conversation());
        lines.add(
            "%3d %s%s"
                .formatted(
                    views.size(), Places.listed(entry.conversation()), entry.unread() ? " *" : ""));
      }
      after = page.next();
    } while (after.isPresent() && views.size() < LISTED_MAX);
    places.list(views);
    if (lines.size() > shown) {
      int left = lines.size() - shown;
      lines.subList(shown, lines.size()).clear();
      lines.add("    and %d more; /list shows all".formatted(left));
    }
    for (InvitationView invited : client.invitations().mine().join().invitations()) {
      lines.add("    invited to %s; /accept takes it up".formatted(Talk.place(invited)));
    }
    out.accept(lines.isEmpty() ? "No conversations yet." : String.join("\n", lines));
  }

  private Cards cards() {
    return new Cards(client, Clock.systemUTC(), Talk::name);
  }

  private void me(String typed) {
    if (!typed.isEmpty() && !cards().set(typed)) {
      throw new Misused(
          "Say name, title, organisation, status, zone, locale or picture FILE, and what.");
    }
    printed(cards().own());
  }

  private void printed(List<String> lines) {
    speaker().lines(lines);
  }

  private Speaker speaker() {
    return new Speaker(client, workspace, Talk::name, out);
  }

  private Joiners joiners() {
    return new Joiners(client, here(), out);
  }

  private void links() {
    if (places.current().isPresent()) {
      joiners().list();
    } else {
      out.accept(Joiners.all(client, home()));
    }
  }

  private Awaiting awaiting() {
    return new Awaiting(client, home(), out);
  }

  private Invited invited() {
    return new Invited(client, home(), out);
  }

  private void outside(String name) {
    if (name.isEmpty()) {
      outside().list();
    } else {
      outside().show(name);
    }
  }

  private Outside outside() {
    return new Outside(client, home(), out);
  }

  private Ledger ledger() {
    return new Ledger(client, home(), out);
  }

  /** Somebody from outside, or else a contact. */
  private AccountId somebody(String name) {
    return outside().called(name).orElseGet(() -> contact(name));
  }

  private Seats seats() {
    return new Seats(client, home(), places, out);
  }

  private Logged logged() {
    return new Logged(client, home(), out);
  }

  private WorkspaceId home() {
    return workspace.orElseThrow(() -> new Misused("You are in no workspace."));
  }

  private void accept(String title) {
    String wanted = title.toLowerCase(Locale.ROOT);
    List<InvitationView> matching =
        client.invitations().mine().join().invitations().stream()
            .filter(invited -> Talk.place(invited).toLowerCase(Locale.ROOT).startsWith(wanted))
            .toList();
    if (matching.size() != 1) {
      throw new Misused(matching.isEmpty() ? "There is no such invitation." : "Which one?");
    }
    enter(client.invitations().accept(matching.getFirst().invitation()).join());
    history();
  }

  private void open(String wanted) {
    ConversationId found =
        places
            .find(needed(wanted, "a number of /list, or a name"))
            .orElseThrow(() -> new Misused("There is no such conversation; /list shows them."));
    var opened = client.interest().open(found).join();
    places.put(opened.conversation());
    places.enter(found);
    out.accept("In: " + Places.describe(opened.conversation()));
    history();
    client.inbox().markRead(found, opened.head()).join();
  }

  private void backstage() {
    ConversationId front = here();
    // If it fails, what is typed next is a note that must not reach the people in front.
    places.exit();
    enter(client.conversations().backstage(front).join());
    history();
  }

  private void front() {
    ConversationId front =
        places
            .view(here())
            .flatMap(ConversationView::backstageOf)
            .orElseThrow(() -> new Misused("This is no backstage."));
    places.exit();
    enter(client.conversations().show(front).join());
    history();
  }

  private void enter(ConversationResult.Conversation made) {
    ConversationView view = made.conversation();
    places.put(view);
    places.enter(view.conversation());
    client.interest().open(view.conversation()).join();
    out.accept("In: " + Places.describe(view));
  }

  private void history() {
    client.messages().newest(here(), HISTORY).join().messages().forEach(messages);
  }

  private void who() {
    for (RosterEntry entry : Taken.roster(client, here(), LISTED_MAX)) {
      out.accept(
          "  %s, %s%s"
              .formatted(
                  Taken.name(entry),
                  entry.state().wire(),
                  entry.until().map(until -> ", until " + until).orElse("")));
    }
  }

  private Brought brought() {
    return new Brought(client, here(), out);
  }

  private Whom whom(String text) {
    return needed(text, "a name or an address").contains("@")
        ? Whom.email(text)
        : Whom.person(contact(text));
  }

  private void direct(String whom) {
    enter(
        whom.contains("@")
            ? client.conversations().direct(Whom.email(whom)).in(workspace).send().join()
            : client.conversations().direct(contact(whom)).send().join());
  }

  /** The one contact whose name begins so, or is so. */
  private AccountId contact(String name) {
    List<Person> found = client.people().find(name).join().people();
    List<Person> exact =
        found.stream().filter(person -> person.name().equalsIgnoreCase(name)).toList();
    List<Person> matching = exact.size() == 1 ? exact : found;
    if (matching.size() != 1) {
      throw new Misused(
          matching.isEmpty()
              ? "None of your contacts is called so; an address works for everybody."
              : "Which one? "
                  + String.join(", ", matching.stream().limit(5).map(Talk::name).toList()));
    }
    return matching.getFirst().id();
  }

  private void leave() {
    ConversationId here = here();
    String name = places.name(here);
    client.conversations().leave(here).join();
    places.forget(here);
    out.accept("You left " + name + ".");
  }

  private ConversationId here() {
    return places
        .current()
        .orElseThrow(() -> new Misused("You are in no conversation; /open one, or /thread."));
  }

  private static String needed(String text, String what) {
    if (text.isEmpty()) {
      throw new Misused("Say " + what + " too.");
    }
    return text;
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (Misused misused) {
      out.accept(String.valueOf(misused.getMessage()));
    } catch (CompletionException | ProtocolException failed) {
      out.accept("Not done: " + Printable.line(Failures.explain(failed)));
    }
  }
}
