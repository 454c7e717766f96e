package io.drawbridge.server.session;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.MemoryBudget;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One session on a steered connection, behind a steered gate, with a clock the test sets. */
public final class Bench implements FrameSink {
  public static final ConversationId ROOM = new ConversationId(11);
  static final ConversationId OTHER = new ConversationId(12);

  public final SteeredConnection connection = new SteeredConnection();
  final SteeredGate gate = new SteeredGate();
  final List<String> written = new ArrayList<>();
  public final LiveSession session;
  long nowMicros = 1_000;
  int room = Integer.MAX_VALUE;

  Bench(SessionLimits limits) {
    DatabaseClock clock =
        new DatabaseClock() {
          @Override
          public long nowMicros() {
            return nowMicros;
          }

          @Override
          public Instant now() {
            return Instant.ofEpochMilli(nowMicros / 1_000);
          }
        };
    Caller caller = new Caller(new AccountId(1), new SessionId(2));
    Egress egress =
        new Egress(gate, clock, new FrameCodec(), limits, new MemoryBudget(1 << 30), new Metrics());
    session = new LiveSession(caller, 1_000_000, connection, egress);
  }

  public static Bench ready() {
    return ready(SessionLimits.DEFAULT);
  }

  static Bench ready(SessionLimits limits) {
    Bench bench = new Bench(limits);
    bench.session.begin(frame("hello"));
    bench.drain();
    bench.written.clear();
    return bench;
  }

  /** Opens a conversation that has nothing after the cursor. */
  void live(ConversationId conversation, long cursor) {
    session.interests().hold(conversation);
    session.interests().release(conversation, List.of(), cursor);
  }

  /** Delivers an event to all who have its conversation open. */
  public void arrive(Outgoing.Logged event) {
    if (session.interests().wants(event.conversation())) {
      session.offer(event);
    }
  }

  /** Runs the loop and drains until nothing more leaves. */
  public List<String> drain() {
    connection.runLoop();
    session.drain(this);
    connection.runLoop();
    return written;
  }

  public Outgoing.Logged event(ConversationId conversation, long at) {
    return event(conversation, at, gate.version);
  }

  Outgoing.Logged event(ConversationId conversation, long at, long version) {
    Tag.Content tag =
        new Tag.Content(
            SteeredGate.DOMAIN, conversation, gate.epoch, gate.epoch, at, Whose.NOBODYS);
    return new Outgoing.Logged(
        frame(conversation.value() + "@" + at), tag, version, conversation, at, Optional.empty());
  }

  /** An event that quotes another one. */
  Outgoing.Logged quoting(long at, long quoted) {
    Outgoing.Logged plain = event(ROOM, at, -1);
    Tag.Content below =
        new Tag.Content(SteeredGate.DOMAIN, ROOM, gate.epoch, gate.epoch, quoted, Whose.NOBODYS);
    return new Outgoing.Logged(
        frame(ROOM.value() + "@" + at + " quoting " + quoted),
        below,
        gate.version,
        ROOM,
        at,
        Optional.of(plain));
  }

  static EncodedFrame frame(String text) {
    return EncodedFrame.text(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(EncodedFrame frame) {
    int header = frame.size() <= 127 ? 2 : 4;
    return new String(frame.bytes(), header, frame.size() - header, StandardCharsets.UTF_8);
  }

  @Override
  public boolean open() {
    return room > 0;
  }

  @Override
  public void frame(EncodedFrame frame) {
    room--;
    written.add(text(frame));
  }

  @Override
  public void reply(long id, Result result) {
    room--;
    written.add("reply " + id + " " + result.type());
  }

  @Override
  public void error(ErrorFrame error) {
    room--;
    written.add("error " + error.id().orElse(0L) + " " + error.code().wire());
  }
}
