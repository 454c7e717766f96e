package io.drawbridge.client.chat;

import io.drawbridge.client.chat.words.Printable;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.id.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The conversations that are known, numbered as they were listed. Thread-safe. */
final class Places {

  private final Map<ConversationId, ConversationView> known = new LinkedHashMap<>();
  private List<ConversationId> listed = List.of();
  private Optional<ConversationId> current = Optional.empty();

  synchronized void put(ConversationView view) {
    known.put(view.conversation(), view);
  }

  synchronized void list(List<ConversationView> views) {
    views.forEach(this::put);
    listed = views.stream().map(ConversationView::conversation).toList();
  }

  synchronized void forget(ConversationId conversation) {
    known.remove(conversation);
    List<ConversationId> left = new ArrayList<>(listed);
    left.remove(conversation);
    listed = List.copyOf(left);
    current = current.filter(open -> !open.equals(conversation));
  }

  synchronized void enter(ConversationId conversation) {
    current = Optional.of(conversation);
  }

  synchronized void exit() {
    current = Optional.empty();
  }

  synchronized Optional<ConversationId> current() {
    return current;
  }

  /**
   * The conversation that a person means by the number in the list, the id, or the beginning of the
   * name; by its name, never the backstage.
   */
  synchronized Optional<ConversationId> find(String typed) {
    if (typed.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(typed);
      return number >= 1 && number <= listed.size()
          ? Optional.of(listed.get(number - 1))
          : Optional.empty();
    }
    String wanted = typed.toLowerCase(Locale.ROOT);
    return known.values().stream()
        .filter(view ->
            view.conversation().toString().equals(typed)
                || (view.backstageOf().isEmpty()
                    && view.name().toLowerCase(Locale.ROOT).startsWith(wanted)))
        .map(ConversationView::conversation)
        .findFirst();
  }

  /** The conversation as it was seen last. */
  synchronized Optional<ConversationView> view(ConversationId conversation) {
    return Optional.ofNullable(known.get(conversation));
  }

  /** Returns whether anything is known of it. */
  synchronized boolean knows(ConversationId conversation) {
    return known.containsKey(conversation);
  }

  /** The name to show. */
  synchronized String name(ConversationId conversation) {
    ConversationView view = known.get(conversation);
    return view == null ? conversation.toString() : named(view);
  }

  /** Returns whether authors there are marked as externals: unless its workspace says not (D12). */
  synchronized boolean marksAuthors(ConversationId conversation) {
    ConversationView view = known.get(conversation);
    return view == null || view.badgeInMessages();
  }

  /** A backstage has the name of its conversation: nobody shall take one for the other. */
  private static String named(ConversationView view) {
    String name = Printable.line(view.name());
    return view.backstageOf().isPresent() ? "the backstage of " + name : name;
  }

  private static String outside(ConversationView view) {
    if (!view.hasExternals()) {
      return "";
    }
    return view.externals().map(" [%d from outside]"::formatted).orElse(" [with externals]");
  }

  /** One line about a conversation. */
  static String describe(ConversationView view) {
    return line(view, outside(view));
  }

  /** The same in the list of all, where its workspace may not want the mark of externals (D12). */
  static String listed(ConversationView view) {
    return line(view, view.badgeInInbox() ? outside(view) : "");
  }

  private static String kind(ConversationView view) {
    if (view.backstageOf().isPresent()) {
      return "backstage of";
    }
    return view.kind() == ConversationKind.DM ? "dm" : view.kind().wire();
  }

  private static String line(ConversationView view, String outside) {
    return "%s %s%s%s"
        .formatted(
            kind(view),
            Printable.line(view.name()),
            outside,
            view.state() == ConversationState.OPEN ? "" : " [" + view.state().wire() + "]");
  }
}
