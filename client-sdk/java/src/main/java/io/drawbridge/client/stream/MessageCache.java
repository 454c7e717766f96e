package io.drawbridge.client.stream;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.poll.PollView;
import io.drawbridge.protocol.preview.LinkPreview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Keeps the newest messages of the conversations used last, in memory, with edits, deletions, pins
 * and reactions applied. Thread-safe.
 */
public final class MessageCache implements LocalStore {

  private final int messagesMax;
  private final Map<ConversationId, NavigableMap<Long, Message>> conversations;

  /**
   * Makes an empty cache.
   *
   * @param conversationsMax beyond it the conversation that was touched longest ago is forgotten
   * @param messagesMax of one conversation; beyond it the oldest is forgotten
   */
  public MessageCache(int conversationsMax, int messagesMax) {
    this.messagesMax = messagesMax;
    this.conversations =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(
              Map.Entry<ConversationId, NavigableMap<Long, Message>> eldest) {
            return size() > conversationsMax;
          }
        };
  }

  /** Returns what is kept of a conversation, in the order of the positions. */
  public synchronized List<Message> messages(ConversationId conversation) {
    NavigableMap<Long, Message> messages = conversations.get(conversation);
    return messages == null ? List.of() : List.copyOf(messages.values());
  }

  /** Returns one message, if it is kept. */
  public synchronized Optional<Message> message(ConversationId conversation, long pos) {
    NavigableMap<Long, Message> messages = conversations.get(conversation);
    return messages == null ? Optional.empty() : Optional.ofNullable(messages.get(pos));
  }

  @Override
  public synchronized void happened(LogEvent event) {
    switch (event) {
      case LogEvent.MessagePosted posted -> put(posted.conversation(), posted.message());
      case LogEvent.MessageEdited edited ->
          change(
              edited.conversation(),
              edited.target(),
              old -> withText(old, Optional.of(edited.text()), Optional.of(edited.editedAt())));
      case LogEvent.MessageDeleted deleted ->
          change(
              deleted.conversation(),
              deleted.target(),
              old -> withText(old, Optional.empty(), old.editedAt()));
      case LogEvent.MessageReacted reacted ->
          change(
              reacted.conversation(),
              reacted.target(),
              old ->
                  withReactions(
                      old,
                      react(old.reactions(), reacted.person(), reacted.emoji(), reacted.on())));
      case LogEvent.MessageFiles changed ->
          change(changed.conversation(), changed.target(), old -> withFiles(old, changed.files()));
      case LogEvent.MessagePinned pinned ->
          change(pinned.conversation(), pinned.target(), old -> withPin(old, pinned.on()));
      case LogEvent.MessagePreviews shown ->
          change(shown.conversation(), shown.target(), old -> withPreviews(old, shown.previews()));
      case LogEvent.PollClosed closed ->
          change(closed.conversation(), closed.target(), MessageCache::withPollClosed);
      case LogEvent.ConversationChanged changed -> {
        // says nothing about messages
      }
      case LogEvent.MemberJoined joined -> {
        // says nothing about messages
      }
      case LogEvent.MemberLeft left -> {
        // says nothing about messages
      }
      case LogEvent.MemberPromoted promoted -> {
        // says nothing about messages
      }
    }
  }

  @Override
  public synchronized void loaded(ConversationId conversation, List<Message> messages) {
    messages.forEach(message -> put(conversation, message));
  }

  @Override
  public synchronized void purge(ConversationId conversation) {
    conversations.remove(conversation);
  }

  @Override
  public synchronized void purgeAll() {
    conversations.clear();
  }

  private void put(ConversationId conversation, Message message) {
    NavigableMap<Long, Message> messages =
        conversations.computeIfAbsent(conversation, fresh -> new TreeMap<>());
    messages.put(message.pos(), message);
    while (messages.size() > messagesMax) {
      messages.pollFirstEntry();
    }
  }

  private void change(ConversationId conversation, long target, UnaryOperator<Message> change) {
    NavigableMap<Long, Message> messages = conversations.get(conversation);
    if (messages != null) {
      messages.computeIfPresent(target, (pos, old) -> change.apply(old));
    }
  }

  private static Message withText(Message old, Optional<String> text, Optional<Instant> editedAt) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        text,
        old.sentAt(),
        editedAt,
        old.quote(),
        old.pinned(),
        old.reactions(),
        text.isPresent() ? old.files() : List.of(),
        old.externalVisible(),
        text.flatMap(present -> old.poll()),
        List.of(),
        text.flatMap(present -> old.forwarded()));
  }

  private static Message withReactions(Message old, List<Reaction> reactions) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        old.text(),
        old.sentAt(),
        old.editedAt(),
        old.quote(),
        old.pinned(),
        reactions,
        old.files(),
        old.externalVisible(),
        old.poll(),
        old.previews(),
        old.forwarded());
  }

  private static Message withPin(Message old, boolean on) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        old.text(),
        old.sentAt(),
        old.editedAt(),
        old.quote(),
        on,
        old.reactions(),
        old.files(),
        old.externalVisible(),
        old.poll(),
        old.previews(),
        old.forwarded());
  }

  private static Message withFiles(Message old, List<FileView> files) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        old.text(),
        old.sentAt(),
        old.editedAt(),
        old.quote(),
        old.pinned(),
        old.reactions(),
        files,
        old.externalVisible(),
        old.poll(),
        old.previews(),
        old.forwarded());
  }

  private static Message withPreviews(Message old, List<LinkPreview> previews) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        old.text(),
        old.sentAt(),
        old.editedAt(),
        old.quote(),
        old.pinned(),
        old.reactions(),
        old.files(),
        old.externalVisible(),
        old.poll(),
        previews,
        old.forwarded());
  }

  private static Message withPollClosed(Message old) {
    return new Message(
        old.conversation(),
        old.pos(),
        old.author(),
        old.text(),
        old.sentAt(),
        old.editedAt(),
        old.quote(),
        old.pinned(),
        old.reactions(),
        old.files(),
        old.externalVisible(),
        old.poll().map(PollView::ended),
        old.previews(),
        old.forwarded());
  }

  private static List<Reaction> react(
      List<Reaction> old, AccountId person, String emoji, boolean on) {
    List<Reaction> reactions = new ArrayList<>();
    boolean known = false;
    for (Reaction reaction : old) {
      if (!reaction.emoji().equals(emoji)) {
        reactions.add(reaction);
        continue;
      }
      known = true;
      List<AccountId> people = new ArrayList<>(reaction.people());
      people.remove(person);
      if (on) {
        people.add(person);
      }
      if (!people.isEmpty()) {
        reactions.add(new Reaction(emoji, people));
      }
    }
    if (on && !known) {
      reactions.add(new Reaction(emoji, List.of(person)));
    }
    return reactions;
  }
}
