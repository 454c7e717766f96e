package io.drawbridge.server.edge.loop;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * The state that the connections of one event loop share: the list of those to drain at the end of
 * this turn, and the second's tick. On the loop only.
 */
public final class Loop {
  private final int index;
  private final EventLoop events;
  private final ArrayDeque<Drained> drains = new ArrayDeque<>();
  private final Set<Ticking> ticking = new HashSet<>();
  private final Runnable drainAll = this::drainAll;
  private final LoopBuffer buffer = new LoopBuffer();
  private boolean scheduled;
  private int frames;
  private int bytes;
  private long arrivals;

  /** A connection that has something to write. */
  public interface Drained {
    void drain();
  }

  Loop(int index, EventLoop events) {
    this.index = index;
    this.events = events;
  }

  public int index() {
    return index;
  }

  /** Numbers a new connection. */
  public long arrive() {
    return arrivals++;
  }

  public EventLoop events() {
    return events;
  }

  public LoopBuffer buffer() {
    return buffer;
  }

  /** Drains it after the tasks that wait now, so that what they add leaves in one write. */
  public void drainLater(Drained connection) {
    drains.add(connection);
    if (!scheduled) {
      scheduled = true;
      events.execute(drainAll);
    }
  }

  public void add(Ticking connection) {
    ticking.add(connection);
  }

  public void remove(Ticking connection) {
    ticking.remove(connection);
  }

  public void tick(long nowNanos) {
    // A tick may close a connection, which removes it.
    for (Ticking connection : ticking.toArray(new Ticking[0])) {
      connection.tick(nowNanos);
    }
  }

  /** Counts what a drain wrote; the metrics get it once a second. */
  public void wrote(int moreFrames, int moreBytes) {
    frames += moreFrames;
    bytes += moreBytes;
  }

  public int takeFrames() {
    int taken = frames;
    frames = 0;
    return taken;
  }

  public int takeBytes() {
    int taken = bytes;
    bytes = 0;
    return taken;
  }

  private void drainAll() {
    scheduled = false;
    for (int left = drains.size(); left > 0; left--) {
      drains.remove().drain();
    }
  }
}
