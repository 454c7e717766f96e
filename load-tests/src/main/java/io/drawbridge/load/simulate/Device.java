package io.drawbridge.load.simulate;

import io.drawbridge.load.simulate.LogRows.Event;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Outgoing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One socket of a person at a node, with the server's own session behind it. What the gate let pass
 * may stay unflushed for a while, as with a slow reader.
 */
final class Device implements Connection, FrameSink {
  /** The first byte of what is an event; frames of the server's own begin otherwise. */
  private static final byte EVENT = 0x7e;

  private static final int BYTES = 1 + 2 * Long.BYTES;
  private static final double FLUSHED_AT_ONCE = 0.4;

  private final World world;
  private final SimulatedNode node;
  private final int loop;
  private final AccountId person;
  private final LiveSession session;
  private final Runnable left;
  private final List<Event> drained = new ArrayList<>();
  private final List<Event> unflushed = new ArrayList<>();
  private boolean woken;
  private boolean closed;

  /** {@code left} runs when the socket is gone. */
  Device(
      World world,
      SimulatedNode node,
      int loop,
      AccountId person,
      SessionId id,
      Egress egress,
      Runnable left) {
    this.world = world;
    this.node = node;
    this.loop = loop;
    this.person = person;
    this.left = left;
    this.session = new LiveSession(new Caller(person, id), Long.MAX_VALUE, this, egress);
  }

  LiveSession session() {
    return session;
  }

  static Outgoing.Logged live(Event event, long version) {
    return new Outgoing.Logged(
        new EncodedFrame(bytes(event)),
        tag(event, event.epoch()),
        version,
        event.conversation(),
        event.pos(),
        Optional.empty());
  }

  /** A part of an answer that was read in a snapshot of that epoch. */
  static Outgoing.Piece read(Event event, long snapshot) {
    return new Outgoing.Piece(tag(event, snapshot), bytes(event));
  }

  private static Tag.Content tag(Event event, long needs) {
    return new Tag.Content(
        World.DOMAIN, event.conversation(), needs, event.epoch(), event.pos(), Whose.NOBODYS);
  }

  private static byte[] bytes(Event event) {
    return ByteBuffer.allocate(BYTES)
        .put(EVENT)
        .putLong(event.conversation().value())
        .putLong(event.pos())
        .array();
  }

  private void take(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    if (from.get() == EVENT) {
      drained.add(world.log().at(new ConversationId(from.getLong()), from.getLong()));
      // The process may be stopped between the gate and the write.
      world.timeline().step();
    }
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public void frame(EncodedFrame frame) {
    take(frame.bytes());
  }

  @Override
  public void piece(byte[] bytes) {
    take(bytes);
  }

  @Override
  public void reply(long id, Result result) {
    throw new IllegalStateException("a reply (expected: none was asked for)");
  }

  @Override
  public void error(ErrorFrame error) {
    // It carries no content.
  }

  @Override
  public void execute(Runnable task) {
    node.loop(loop).add(task);
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  @Override
  public void wake() {
    if (!woken) {
      woken = true;
      execute(this::drain);
    }
  }

  private void drain() {
    woken = false;
    if (closed) {
      return;
    }
    session.drain(this);
    unflushed.addAll(drained);
    drained.clear();
    if (unflushed.isEmpty()) {
      return;
    }
    if (world.timeline().chance(FLUSHED_AT_ONCE)) {
      flush();
    } else {
      node.spawn(
          "a slow reader",
          () -> {
            world.timeline().sleep(world.timeline().draw(1, pickLongest()));
            execute(this::flush);
          });
    }
  }

  /** A slow reader is a little slow, or very. */
  private long pickLongest() {
    return world.timeline().chance(0.5) ? 80 : 4_000;
  }

  private void flush() {
    while (!unflushed.isEmpty()) {
      world.timeline().step();
      if (!unflushed.isEmpty()) {
        world.promise().written(node, person, unflushed.removeFirst());
      }
    }
  }

  @Override
  public void close(CloseCode code, String reason) {
    gone();
  }

  @Override
  public void reset(CloseCode code) {
    world.timeline().note(() -> "%s resets %s".formatted(node.id(), person));
    gone();
  }

  private void gone() {
    if (!closed) {
      closed = true;
      if (!world.has(Fault.RESET_SENDS)) {
        unflushed.clear();
      }
      session.gone();
      left.run();
    }
  }

  @Override
  public boolean hasUnflushed() {
    return !unflushed.isEmpty();
  }

  @Override
  public int loop() {
    return loop;
  }
}
