package io.drawbridge.server.session;

import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Predicate;

/**
 * The events of one conversation on their way to one session. Loop only, but for {@link #sent}.
 *
 * <p>What lies in {@code (from, offered]} was offered to the outbox without a gap; {@code offered}
 * makes positions strictly increasing.
 */
final class Stream {
  private static final AtomicLongFieldUpdater<Stream> SENT =
      AtomicLongFieldUpdater.newUpdater(Stream.class, "sent");

  enum State {
    ABSENT,
    HELD,
    LIVE
  }

  private final MemoryBudget memory;
  private State state = State.ABSENT;

  /** Commands that began to hold it and have neither released it nor given up. */
  private int holders;

  private boolean wasLive;
  private boolean continuous;
  private long from;
  private long offered;
  private volatile long sent;
  private List<Outgoing.Logged> held = List.of();
  private int heldBytes;
  private Optional<Tag> overflow = Optional.empty();

  Stream(MemoryBudget memory) {
    this.memory = memory;
  }

  State state() {
    return state;
  }

  /** The last position handed to the transport. Any thread. */
  long sent() {
    return sent;
  }

  void sent(long pos) {
    if (pos > sent) {
      // A full fence, once for each delivery, would wait for all that is not in the cache.
      SENT.lazySet(this, pos);
    }
  }

  /** Begins to hold; what is being held already stays, for the command that releases first. */
  void hold() {
    holders++;
    if (state == State.HELD) {
      return;
    }
    wasLive = state == State.LIVE;
    state = State.HELD;
    forgetHeld();
    held = new ArrayList<>();
    overflow = Optional.empty();
  }

  /** Notes that one of those who held it is done. */
  void letGo() {
    holders--;
  }

  /** Returns whether a command still has to release it, or give up. */
  boolean hasHolders() {
    return holders > 0;
  }

  /** Returns whether it was live when the hold began. */
  boolean wasLive() {
    return wasLive;
  }

  /** Keeps a live event; beyond the bounds everything held is given up. */
  void keep(Outgoing.Logged event, int framesMax, int bytesMax) {
    if (overflow.isPresent()) {
      return;
    }
    int size = event.frame().size();
    boolean full = held.size() >= framesMax || heldBytes + size > bytesMax;
    if (full || !memory.take(size, heldBytes)) {
      overflow = Optional.of(tagOfConversation(event));
      forgetHeld();
      return;
    }
    held.add(event);
    heldBytes += size;
  }

  /** Present when too much was held: the tag under which the client may hear of it. */
  Optional<Tag> overflow() {
    return overflow;
  }

  /** True if all that follows the cursor was offered already, or comes next. */
  boolean follows(long cursor) {
    return continuous && cursor >= from;
  }

  /** Starts over: the next event offered is the first after the cursor. */
  void restart(long cursor) {
    continuous = true;
    from = cursor;
    offered = cursor;
  }

  /** Notes that the client has everything up to the cursor. */
  void skipTo(long cursor) {
    offered = Math.max(offered, cursor);
  }

  /** Goes live; returns what was held, by position. */
  List<Outgoing.Logged> goLive() {
    List<Outgoing.Logged> kept = held;
    if (kept.size() > 1) {
      kept.sort(Comparator.comparingLong(Outgoing.Logged::at));
    }
    state = State.LIVE;
    forgetHeld();
    return kept;
  }

  /** Moves to the event; true if it is newer than all before, and then it counts as offered. */
  boolean advance(long at) {
    if (at <= offered) {
      return false;
    }
    if (!continuous) {
      restart(at - 1);
    }
    offered = at;
    return true;
  }

  void drop() {
    state = State.ABSENT;
    continuous = false;
    offered = 0;
    forgetHeld();
    overflow = Optional.empty();
  }

  /** Takes everything unwanted out of what is held; returns how many. */
  int purge(Predicate<Outgoing> unwanted) {
    int before = held.size();
    if (before > 0) {
      held.removeIf(event -> {
        boolean gone = unwanted.test(event);
        if (gone) {
          heldBytes -= event.frame().size();
          memory.give(event.frame().size());
        }
        return gone;
      });
    }
    return before - held.size();
  }

  private void forgetHeld() {
    memory.give(heldBytes);
    held = List.of();
    heldBytes = 0;
  }

  private static Tag tagOfConversation(Outgoing.Logged event) {
    Tag.Content content = event.tag();
    return new Tag.Conversation(content.domain(), content.conversation(), content.needs());
  }
}
