package io.drawbridge.client.stream;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.conversation.Reaction;
import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.forward.Forwarded;
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
import java.util.function.Consumer;

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
              copy -> copy.edit(edited.text(), edited.editedAt()));
      case LogEvent.MessageDeleted deleted ->
          change(deleted.conversation(), deleted.target(), Copy::delete);
      case LogEvent.MessageReacted reacted ->
          change(
              reacted.conversation(),
              reacted.target(),
              copy ->
                  copy.reactions =
                      react(copy.reactions, reacted.person(), reacted.emoji(), reacted.on()));
      case LogEvent.MessageFiles changed ->
          change(changed.conversation(), changed.target(), copy -> copy.files = changed.files());
      case LogEvent.MessagePinned pinned ->
          change(pinned.conversation(), pinned.target(), copy -> copy.pinned = pinned.on());
      case LogEvent.MessagePreviews shown ->
          change(shown.conversation(), shown.target(), copy -> copy.previews = shown.previews());
      case LogEvent.PollClosed closed ->
          change(
              closed.conversation(),
              closed.target(),
              copy -> copy.poll = copy.poll.map(PollView::ended));
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

  private void change(ConversationId conversation, long target, Consumer<Copy> change) {
    NavigableMap<Long, Message> messages = conversations.get(conversation);
    if (messages != null) {
      messages.computeIfPresent(target, (pos, old) -> new Copy(old).after(change));
    }
  }

  /** A message as it is being changed: what events change of it, and the rest from before. */
  private static final class Copy {
    private final Message old;
    private Optional<String> text;
    private Optional<Instant> editedAt;
    private boolean pinned;
    private List<Reaction> reactions;
    private List<FileView> files;
    private Optional<PollView> poll;
    private List<LinkPreview> previews;
    private Optional<Forwarded> forwarded;

    Copy(Message old) {
      this.old = old;
      this.text = old.text();
      this.editedAt = old.editedAt();
      this.pinned = old.pinned();
      this.reactions = old.reactions();
      this.files = old.files();
      this.poll = old.poll();
      this.previews = old.previews();
      this.forwarded = old.forwarded();
    }

    void edit(String words, Instant at) {
      text = Optional.of(words);
      editedAt = Optional.of(at);
      previews = List.of();
    }

    void delete() {
      text = Optional.empty();
      files = List.of();
      poll = Optional.empty();
      previews = List.of();
      forwarded = Optional.empty();
    }

    Message after(Consumer<Copy> change) {
      change.accept(this);
      return new Message(
          old.conversation(),
          old.pos(),
          old.author(),
          text,
          old.sentAt(),
          editedAt,
          old.quote(),
          pinned,
          reactions,
          files,
          old.externalVisible(),
          poll,
          previews,
          forwarded);
    }
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
