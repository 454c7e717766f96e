package io.drawbridge.server.session;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.Outbox;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one session. A conversation that is opened again with a cursor it has passed
 * continues where it was; with an older one, or after it was dropped, it starts over at the cursor.
 */
final class LiveInterests implements Interests {
  /** The number of streams beyond which those that are absent are forgotten. */
  private static final int STREAMS_KEPT = 4_096;

  /** The receiver of events that are due. */
  interface Outlet {
    void enqueue(Outgoing.Logged event);

    /** Tells the client to load the conversation again. */
    void resync(ConversationId conversation, Tag tag);

    /** Hears that the session has more conversations open than it may. */
    void tooMany();
  }

  private final Map<ConversationId, Stream> streams = new ConcurrentHashMap<>(8);

  /** The stream found last: an event asks for its own three times on its way. Loop only. */
  private @Nullable Stream recent;

  /** The conversation of that stream, by value: an event brings an id object of its own. */
  private long recentId;

  private int sweepAt;
  private final SessionLimits limits;
  private final MemoryBudget memory;
  private final Outbox outbox;
  private final Outlet outlet;

  LiveInterests(SessionLimits limits, MemoryBudget memory, Outbox outbox, Outlet outlet) {
    this.limits = limits;
    this.memory = memory;
    this.sweepAt = Math.min(STREAMS_KEPT, limits.interestsMax());
    this.outbox = outbox;
    this.outlet = outlet;
  }

  @Override
  public void hold(ConversationId conversation) {
    stream(conversation).hold();
  }

  @Override
  public void release(ConversationId conversation, List<Outgoing.Logged> gap, long cursor) {
    Stream stream = find(conversation);
    if (stream == null) {
      return;
    }
    stream.letGo();
    if (stream.state() != Stream.State.HELD || lost(conversation, stream)) {
      return;
    }
    begin(conversation, stream, cursor);
    List<Outgoing.Logged> held = stream.goLive();
    int next = 0;
    for (Outgoing.Logged event : gap) {
      while (next < held.size() && held.get(next).at() < event.at()) {
        offer(stream, held.get(next++));
      }
      offer(stream, event);
    }
    while (next < held.size()) {
      offer(stream, held.get(next++));
    }
  }

  @Override
  public void giveUp(ConversationId conversation) {
    Stream stream = find(conversation);
    if (stream == null) {
      return;
    }
    stream.letGo();
    if (stream.state() != Stream.State.HELD || stream.hasHolders()) {
      return;
    }
    if (!stream.wasLive()) {
      stream.drop();
    } else if (!lost(conversation, stream)) {
      stream.goLive().forEach(event -> offer(stream, event));
    }
  }

  /** True if too much came while it was held: the client then has to load it again. */
  private boolean lost(ConversationId conversation, Stream stream) {
    Optional<Tag> overflow = stream.overflow();
    overflow.ifPresent(tag -> {
      drop(conversation);
      outlet.resync(conversation, tag);
    });
    return overflow.isPresent();
  }

  @Override
  public void drop(ConversationId conversation) {
    Stream stream = find(conversation);
    if (stream != null) {
      stream.drop();
      outbox.removeEvents(conversation);
    }
  }

  @Override
  public boolean wants(ConversationId conversation) {
    Stream stream = find(conversation);
    return stream != null && stream.state() != Stream.State.ABSENT;
  }

  /**
   * Takes an event for this session: kept when HELD, otherwise sent if it is newer than the last,
   * no matter what the interest is.
   */
  void offered(Outgoing.Logged event) {
    Stream stream = stream(event.conversation());
    switch (stream.state()) {
      case HELD -> stream.keep(event, limits.heldFramesMax(), limits.outboxBytesMax());
      case LIVE, ABSENT -> offer(stream, event);
    }
  }

  void sent(ConversationId conversation, long at) {
    Stream stream = find(conversation);
    if (stream != null) {
      stream.sent(at);
    }
  }

  /** Any thread. */
  long lastPos(ConversationId conversation) {
    Stream stream = streams.get(conversation);
    return stream == null ? 0 : stream.sent();
  }

  int purgeHeld(Predicate<Outgoing> unwanted) {
    int purged = 0;
    for (Stream stream : streams.values()) {
      purged += stream.purge(unwanted);
    }
    return purged;
  }

  /** Forgets everything: the session is gone. */
  void clear() {
    streams.values().forEach(Stream::drop);
  }

  private void offer(Stream stream, Outgoing.Logged event) {
    if (stream.advance(event.at())) {
      outlet.enqueue(event);
    }
  }

  private void begin(ConversationId conversation, Stream stream, long cursor) {
    if (stream.follows(cursor)) {
      stream.skipTo(cursor);
    } else {
      outbox.removeEvents(conversation);
      stream.restart(cursor);
    }
  }

  private @Nullable Stream find(ConversationId conversation) {
    if (recent != null && conversation.value() == recentId) {
      return recent;
    }
    Stream found = streams.get(conversation);
    if (found != null) {
      recent = found;
      recentId = conversation.value();
    }
    return found;
  }

  private Stream stream(ConversationId conversation) {
    Stream known = find(conversation);
    if (known != null) {
      return known;
    }
    if (streams.size() >= sweepAt) {
      makeRoom();
    }
    Stream fresh = new Stream(memory);
    streams.put(conversation, fresh);
    return fresh;
  }

  private void makeRoom() {
    recent = null;
    streams
        .values()
        .removeIf(stream -> stream.state() == Stream.State.ABSENT && !stream.hasHolders());
    if (streams.size() >= limits.interestsMax()) {
      outlet.tooMany();
    }
    sweepAt = Math.min(limits.interestsMax(), Math.max(STREAMS_KEPT, 2 * streams.size()));
  }
}
