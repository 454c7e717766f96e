package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.id.ConversationId;
import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * The items that wait for one connection, bounded in number and bytes, and by what all connections
 * hold together. On the connection's loop only.
 */
public final class Outbox {
  /** The size beyond which a queue gives its memory back when it is empty. */
  private static final int KEPT_SLOTS_MAX = 256;

  private static final int ERROR_BYTES = 256;

  private final int framesMax;
  private final int bytesMax;
  private final LoopBudget memory;
  private ArrayDeque<Outgoing> queue = new ArrayDeque<>(4);
  private int bytes;
  private int replies;
  private int peak;

  public Outbox(int framesMax, int bytesMax, LoopBudget memory) {
    this.framesMax = framesMax;
    this.bytesMax = bytesMax;
    this.memory = memory;
  }

  /**
   * Adds an item; false when it does not fit. An item larger than the bound fits into an empty
   * outbox, and a small one does even when memory is short.
   */
  public boolean add(Outgoing item) {
    int size = bytesOf(item);
    boolean full = queue.size() >= framesMax || bytes + size > bytesMax;
    if (full && !queue.isEmpty()) {
      return false;
    }
    if (!memory.take(size, bytes)) {
      if (!queue.isEmpty() || size > SessionLimits.OUTBOX_BYTES_MIN) {
        return false;
      }
      memory.count(size);
    }
    queue.addLast(item);
    bytes += size;
    replies += item instanceof Outgoing.Reply ? 1 : 0;
    peak = Math.max(peak, queue.size());
    return true;
  }

  /** Puts an item before all others, without regard to the bounds. */
  public void addFirst(Outgoing item) {
    queue.addFirst(item);
    memory.count(bytesOf(item));
    bytes += bytesOf(item);
    peak = Math.max(peak, queue.size());
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The next item, still in the queue; must not be empty. */
  public Outgoing head() {
    return queue.getFirst();
  }

  public void removeHead() {
    forget(queue.removeFirst());
    if (peak > KEPT_SLOTS_MAX && queue.isEmpty()) {
      clear();
    }
  }

  /** Takes out what is unwanted; asks once about each item. Returns how many went. */
  public int removeIf(Predicate<Outgoing> unwanted) {
    int before = queue.size();
    queue.removeIf(item -> {
      boolean gone = unwanted.test(item);
      if (gone) {
        forget(item);
      }
      return gone;
    });
    return before - queue.size();
  }

  /** Takes the logged events of one conversation out. */
  public void removeEvents(ConversationId conversation) {
    removeIf(item ->
        item instanceof Outgoing.Logged logged && logged.conversation().equals(conversation));
  }

  public void clear() {
    queue = new ArrayDeque<>(4);
    memory.give(bytes);
    bytes = 0;
    replies = 0;
    peak = 0;
  }

  public int bytes() {
    return bytes;
  }

  public int replies() {
    return replies;
  }

  int size() {
    return queue.size();
  }

  private void forget(Outgoing item) {
    bytes -= bytesOf(item);
    memory.give(bytesOf(item));
    replies -= item instanceof Outgoing.Reply ? 1 : 0;
  }

  private static int bytesOf(Outgoing item) {
    return switch (item) {
      case Outgoing.Shared shared -> shared.frame().size();
      case Outgoing.Logged logged -> logged.frame().size();
      case Outgoing.Reply reply -> reply.answer().bytesGuess();
      case Outgoing.Piece piece -> piece.bytes().length;
      case Outgoing.Refusal _ -> ERROR_BYTES;
    };
  }
}
