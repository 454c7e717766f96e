package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.Optional;

/**
 * Turns events into frames, once for all readers: nothing in a frame depends on who reads it. A
 * message with a quote has a second one, for those who do not see what it quotes, and one that was
 * passed on for those who do not see who wrote it. Thread-safe; may read a person's card from the
 * database.
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
   * An entry as an item for outboxes, to be judged by the gate: whole for those who see what is
   * quoted, or passed on, otherwise without.
   */
  public Outgoing.Logged item(LogEntry entry) {
    return entry
        .wholeTag()
        .map(tag -> item(entry, tag, Optional.of(item(entry.reduced()))))
        .orElseGet(() -> item(entry, entry.tag(), Optional.empty()));
  }

  private Outgoing.Logged item(
      LogEntry entry, Tag.Content tag, Optional<Outgoing.Logged> otherwise) {
    return new Outgoing.Logged(
        encode(entry), tag, -1, entry.conversation().id(), entry.pos(), otherwise);
  }

  private LogEvent event(LogEntry entry) {
    return entry.content().event(entry, person -> people.card(entry.conversation(), person));
  }
}
