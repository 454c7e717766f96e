package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.List;
import java.util.Optional;

/**
 * Turns events into frames, once for all readers: nothing in a frame depends on who reads it. A
 * message with a quote has a second one, for those who do not see what it quotes. Thread-safe; may
 * read a person's card from the database.
 */
public final class EventFrames {
  private final FrameCodec codec;
  private final People people;

  public EventFrames(FrameCodec codec, People people) {
    this.codec = codec;
    this.people = people;
  }

  public EncodedFrame encode(Event event) {
    return EncodedFrame.text(codec.encode(event));
  }

  /**
   * The frame of an entry.
   *
   * @throws IllegalArgumentException if its content is gone
   */
  public EncodedFrame encode(LogEntry entry) {
    return encode(event(entry));
  }

  /**
   * An entry as an item for outboxes, to be judged by the gate: with its quote for those who see
   * what is quoted, otherwise without.
   */
  public Outgoing.Logged item(LogEntry entry) {
    return entry
        .quoteTag()
        .map(tag -> item(entry, tag, Optional.of(item(entry.withoutQuote()))))
        .orElseGet(() -> item(entry, entry.tag(), Optional.empty()));
  }

  private Outgoing.Logged item(
      LogEntry entry, Tag.Content tag, Optional<Outgoing.Logged> otherwise) {
    return new Outgoing.Logged(
        encode(entry), tag, -1, entry.conversation().id(), entry.pos(), otherwise);
  }

  private LogEvent event(LogEntry entry) {
    ConversationId conversation = entry.conversation().id();
    long pos = entry.pos();
    return switch (entry.content()) {
      case LogEntry.Posted posted ->
          new LogEvent.MessagePosted(conversation, pos, message(entry, posted));
      case LogEntry.Edited edited ->
          new LogEvent.MessageEdited(
              conversation, pos, edited.target().pos(), edited.text(), entry.at());
      case LogEntry.Deleted deleted ->
          new LogEvent.MessageDeleted(conversation, pos, deleted.target().pos());
      case LogEntry.Reacted reacted ->
          new LogEvent.MessageReacted(
              conversation,
              pos,
              reacted.target().pos(),
              entry.author(),
              reacted.emoji(),
              reacted.on());
      case LogEntry.Pinned pinned ->
          new LogEvent.MessagePinned(conversation, pos, pinned.target().pos(), pinned.on());
      case LogEntry.Changed _ -> new LogEvent.ConversationChanged(conversation, pos);
      case LogEntry.Joined joined ->
          new LogEvent.MemberJoined(conversation, pos, card(entry, joined.person()));
      case LogEntry.Left left -> new LogEvent.MemberLeft(conversation, pos, left.person());
      case LogEntry.Promoted promoted ->
          new LogEvent.MemberPromoted(conversation, pos, promoted.person());
      case LogEntry.Gone _ ->
          throw new IllegalArgumentException("content: gone (expected: one that is still there)");
    };
  }

  /** As it was when posted but for its text: pins and reactions follow as events of their own. */
  private Message message(LogEntry entry, LogEntry.Posted posted) {
    return new Message(
        entry.conversation().id(),
        entry.pos(),
        card(entry, entry.author()),
        posted.text(),
        entry.at(),
        posted.editedAt(),
        posted.quote().map(LogEntry.Target::pos),
        false,
        List.of());
  }

  private Person card(LogEntry entry, AccountId person) {
    return people.card(entry.conversation(), person);
  }
}
