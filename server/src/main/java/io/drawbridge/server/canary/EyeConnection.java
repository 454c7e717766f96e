package io.drawbridge.server.canary;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Ends a session of the canary in this process instead of a socket: the session itself, its outbox
 * and the egress gate are those of everybody, and what the gate lets pass is read here. On one
 * event loop, unless a method says otherwise.
 */
@LetsOut(Surface.SESSION)
final class EyeConnection implements Connection, FrameSink, AutoCloseable {
  /** Both sessions share a loop, so that what comes to one can be compared with the other. */
  private static final int LOOP = 0;

  private static final int MEDIUM = 126;
  private static final int LONG = 127;
  private static final int LENGTH = 0x7F;

  private final ConnectedSessions sessions;
  private final FrameCodec codec;
  private final ConversationId conversation;
  private final Consumer<Word> heard;
  private final LiveSession session;
  private final Residency.Hold hold;
  private final AtomicBoolean awake = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Optional<Thread> loop = Optional.empty();

  private EyeConnection(
      AccountId account,
      SessionId session,
      ConversationId conversation,
      ConnectedSessions sessions,
      Residency residency,
      Egress egress,
      Consumer<Word> heard) {
    this.sessions = sessions;
    this.codec = egress.codec();
    this.conversation = conversation;
    this.heard = heard;
    this.hold = residency.hold(account);
    this.session = new LiveSession(new Caller(account, session), Long.MAX_VALUE, this, egress);
  }

  /**
   * Connects somebody. Blocks on the database.
   *
   * @param heard hears of every word that passed the gate, on the loop
   */
  static EyeConnection open(
      AccountId account,
      SessionId session,
      ConversationId conversation,
      ConnectedSessions sessions,
      Residency residency,
      Egress egress,
      Consumer<Word> heard) {
    EyeConnection made =
        new EyeConnection(account, session, conversation, sessions, residency, egress, heard);
    sessions.addUncounted(made.session);
    made.execute(made::begin);
    return made;
  }

  private void begin() {
    loop = Optional.of(Thread.currentThread());
    // Any frame opens a session; there is no client to be greeted.
    session.begin(EncodedFrame.text(codec.encode(new Event.Resync(Optional.empty()))));
  }

  /** Any thread. */
  boolean isOpen() {
    return !closed.get();
  }

  /** Any thread. */
  @Override
  public void execute(Runnable task) {
    sessions.onLoop(LOOP, task);
  }

  @Override
  public boolean inLoop() {
    return loop.filter(Thread.currentThread()::equals).isPresent();
  }

  /** Any thread. */
  @Override
  public void wake() {
    if (awake.compareAndSet(false, true)) {
      execute(this::drain);
    }
  }

  private void drain() {
    awake.set(false);
    if (closed.get()) {
      return;
    }
    session.drain(this);
    // It wants everything all the time, also what it has no right to: that the gate has to know.
    if (!session.interests().wants(conversation)) {
      session.interests().hold(conversation);
      session.interests().release(conversation, List.of(), 0);
    }
  }

  /** Any thread. */
  @Override
  public void close(CloseCode code, String reason) {
    close();
  }

  @Override
  public void reset(CloseCode code) {
    close();
  }

  /** Nothing is behind the gate: what passed it was read. */
  @Override
  public boolean hasUnflushed() {
    return false;
  }

  @Override
  public int loop() {
    return LOOP;
  }

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public void frame(EncodedFrame frame) {
    try {
      if (codec.decodeServerFrame(payload(frame)) instanceof LogEvent.MessagePosted posted
          && posted.conversation().equals(conversation)) {
        posted.message().text().flatMap(Word::of).ifPresent(heard);
      }
    } catch (ProtocolException unreadable) {
      throw new IllegalStateException("a frame of the server's own", unreadable);
    }
  }

  private static String payload(EncodedFrame frame) {
    byte[] bytes = frame.bytes();
    int head =
        switch (bytes[1] & LENGTH) {
          case MEDIUM -> 4;
          case LONG -> 10;
          default -> 2;
        };
    return new String(bytes, head, bytes.length - head, StandardCharsets.UTF_8);
  }

  @Override
  public void reply(long id, Result result) {
    throw new IllegalStateException("a reply (expected: none, as nothing was asked)");
  }

  @Override
  public void error(ErrorFrame error) {
    throw new IllegalStateException("an error (expected: none, as nothing was asked)");
  }

  /** Any thread. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      sessions.remove(session);
      hold.close();
      execute(session::gone);
    }
  }
}
