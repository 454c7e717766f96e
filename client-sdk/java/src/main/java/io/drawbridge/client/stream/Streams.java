package io.drawbridge.client.stream;

import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The positions of the conversations that arrive in full: what is passed to the application rises
 * strictly, over any number of connections. Mailbox only.
 *
 * <p>An event that arrives while a gap of its conversation is being asked for (after a reconnect, a
 * conversation may go live before the server reads the cursor) is held until the gap is there.
 */
public final class Streams {

  /** Events held for one conversation; more, and the connection is not worth keeping. */
  static final int HELD_MAX = 1_024;

  /** Conversations that were not opened by the application but arrive in full, as DMs do. */
  private static final int UNASKED_MAX = 10_000;

  private final LinkedHashMap<ConversationId, Stream> streams =
      new LinkedHashMap<>(16, 0.75f, true);
  private long duplicates;

  private static final class Stream {
    boolean asked;
    boolean positioned;
    long received;
    boolean catchingUp;
    long gapEnd;
    final List<LogEvent> held = new ArrayList<>(0);
  }

  /** Takes up where an earlier process was. */
  public void restore(Map<ConversationId, Long> cursors) {
    cursors.forEach((conversation, pos) -> {
      Stream stream = stream(conversation);
      stream.asked = true;
      position(stream, pos);
    });
  }

  /** Events dropped because they had been there before. */
  public long duplicates() {
    return duplicates;
  }

  /** True if events wait for a gap to be filled. */
  public boolean holding() {
    return streams.values().stream().anyMatch(stream -> !stream.held.isEmpty());
  }

  /** True if one conversation holds more than is sound. */
  public boolean overfull(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    return stream != null && stream.held.size() > HELD_MAX;
  }

  /** An event arrived; returns what is passed to the application now, in order. */
  public List<LogEvent> accept(LogEvent event) {
    Stream stream = stream(event.conversation());
    if (stream.catchingUp) {
      stream.held.add(event);
      return List.of();
    }
    List<LogEvent> due = new ArrayList<>(1);
    if (stream.held.isEmpty()) {
      deliver(stream, event, due);
      return due;
    }
    boolean inGap = event.pos() < stream.held.getFirst().pos();
    if (inGap) {
      deliver(stream, event, due);
    }
    if (!inGap || stream.received >= stream.gapEnd) {
      release(stream, due);
    }
    if (!inGap) {
      deliver(stream, event, due);
    }
    return due;
  }

  /** The cursor to open a conversation with, absent if it is new here. */
  public Optional<Long> cursor(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    return stream != null && stream.positioned ? Optional.of(stream.received) : Optional.empty();
  }

  /** Returns whether it arrives in full, or is asked for again. */
  public boolean holds(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    return stream != null && (stream.positioned || stream.asked);
  }

  /** The application opens a conversation from a position of its own choice. */
  public void rewind(ConversationId conversation, long pos) {
    Stream stream = stream(conversation);
    stream.held.clear();
    position(stream, pos);
  }

  /** Notes that the client is asking for the gap after the cursor. */
  public void catchUp(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    if (stream != null && stream.positioned) {
      stream.catchingUp = true;
    }
  }

  /** Opens a conversation as the server did; returns what is passed to the application now. */
  public List<LogEvent> opened(ConversationId conversation, long head) {
    Stream stream = stream(conversation);
    stream.asked = true;
    if (!stream.positioned) {
      position(stream, Math.max(head, stream.received));
    }
    return caughtUp(conversation, head);
  }

  /** Takes an answer that the gap follows; returns what is passed to the application now. */
  public List<LogEvent> caughtUp(ConversationId conversation, long head) {
    Stream stream = streams.get(conversation);
    List<LogEvent> due = new ArrayList<>(0);
    if (stream != null) {
      stream.catchingUp = false;
      stream.gapEnd = head;
      if (stream.received >= head) {
        release(stream, due);
      }
    }
    return due;
  }

  /** Releases everything that waits for a gap of which nothing more came. */
  public List<LogEvent> releaseStale() {
    List<LogEvent> due = new ArrayList<>();
    streams.values().stream()
        .filter(stream -> !stream.catchingUp)
        .forEach(stream -> release(stream, due));
    return due;
  }

  /** The application closed it: it is not asked for again. */
  public void closed(ConversationId conversation) {
    streams.remove(conversation);
  }

  /** The gap after the position cannot be filled; what comes next still lies above it. */
  public void forgetPosition(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    if (stream != null) {
      forgetPosition(stream);
    }
  }

  /** No position but those of these is worth anything: the server may have started over. */
  public void forgetPositionsBut(Set<ConversationId> kept) {
    streams.forEach((conversation, stream) -> {
      if (!kept.contains(conversation)) {
        forgetPosition(stream);
        stream.received = 0;
      }
    });
  }

  private static void forgetPosition(Stream stream) {
    stream.positioned = false;
    stream.catchingUp = false;
    stream.held.clear();
  }

  /** Drops what was held for the connection that is gone; it comes again. */
  public void disconnected() {
    streams
        .values()
        .forEach(stream -> {
          stream.catchingUp = false;
          stream.held.clear();
        });
  }

  /** The conversations that the application has open. */
  public List<ConversationId> asked() {
    return streams.entrySet().stream()
        .filter(entry -> entry.getValue().asked)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The cursors of all that arrives in full: what the application opened first, the newest last.
   */
  public List<Cursor> cursors() {
    List<Cursor> asked = new ArrayList<>();
    List<Cursor> unasked = new ArrayList<>();
    streams
        .sequencedEntrySet()
        .reversed()
        .forEach(entry -> {
          Stream stream = entry.getValue();
          if (stream.positioned) {
            (stream.asked ? asked : unasked).add(new Cursor(entry.getKey(), stream.received));
          }
        });
    asked.addAll(unasked);
    return asked;
  }

  private void deliver(Stream stream, LogEvent event, List<LogEvent> due) {
    if (event.pos() <= stream.received) {
      duplicates++;
      return;
    }
    position(stream, event.pos());
    due.add(event);
  }

  private void release(Stream stream, List<LogEvent> due) {
    stream.held.forEach(event -> deliver(stream, event, due));
    stream.held.clear();
  }

  private static void position(Stream stream, long pos) {
    stream.positioned = true;
    stream.received = pos;
  }

  private Stream stream(ConversationId conversation) {
    Stream known = streams.get(conversation);
    if (known != null) {
      return known;
    }
    if (streams.size() >= UNASKED_MAX) {
      forgetOldestUnasked();
    }
    Stream fresh = new Stream();
    streams.put(conversation, fresh);
    return fresh;
  }

  private void forgetOldestUnasked() {
    Iterator<Stream> oldestFirst = streams.values().iterator();
    while (oldestFirst.hasNext()) {
      if (!oldestFirst.next().asked) {
        oldestFirst.remove();
        return;
      }
    }
  }
}
