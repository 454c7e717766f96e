package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Judge;
import io.drawbridge.server.session.outbox.Outbox;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.Passage;
import java.util.Optional;

/**
 * A WebSocket's session. The edge makes one when a token was proved, lets it {@link #begin} with
 * the hello, drains it whenever it was woken, and reports to it when the socket is {@link #gone}.
 */
@LetsOut(Surface.SESSION)
public final class LiveSession implements Session {
  private enum Phase {
    /** Registered, so that fences see it; nothing leaves before the hello. */
    STARTING,
    OPEN,
    /** Takes nothing more; what is still queued is the farewell. */
    ENDED
  }

  private final Caller caller;
  private final Connection connection;
  private final Egress egress;
  private final Judge judge;
  private final Passage passage;
  private final Outbox outbox;
  private final LiveInterests interests;
  private final Slots slots = new Slots();
  private volatile long expiresAtMicros;
  private Phase phase = Phase.STARTING;
  private volatile boolean gone;

  public LiveSession(Caller caller, long expiresAtMicros, Connection connection, Egress egress) {
    this.caller = caller;
    this.expiresAtMicros = expiresAtMicros;
    this.connection = connection;
    this.egress = egress;
    this.judge = new Judge(egress.gate(), caller.account());
    this.passage = new Passage(egress, judge, connection::execute, connection::wake);
    this.outbox =
        new Outbox(
            egress.limits().outboxFramesMax(),
            egress.limits().outboxBytesMax(),
            egress.memory().of(connection.loop()));
    this.interests = new LiveInterests(egress.limits(), egress.memory(), outbox, new Streams());
  }

  /** Queues the hello before everything else and lets the outbox flow. On the loop. */
  public void begin(EncodedFrame hello) {
    if (phase == Phase.STARTING) {
      outbox.addFirst(new Outgoing.Shared(hello, Tag.OWN, -1));
      phase = Phase.OPEN;
      connection.wake();
    }
  }

  /**
   * Moves what the gate lets pass into the sink, until the outbox is empty, the sink is full, or an
   * item has to wait for the view. On the loop.
   */
  public void drain(FrameSink sink) {
    if (phase == Phase.STARTING || passage.waits() || outbox.isEmpty() || !egress.gate().open()) {
      return;
    }
    if (phase == Phase.OPEN && expired()) {
      end(SessionEnd.EXPIRED);
    }
    judge.begin();
    while (!outbox.isEmpty() && sink.open() && pass(outbox.head(), sink)) {
      outbox.removeHead();
    }
  }

  /** Ends the session when its access token has ended. On the loop; the edge asks every second. */
  public void endIfExpired() {
    if (phase == Phase.OPEN && expired()) {
      end(SessionEnd.EXPIRED);
    }
  }

  /** Drops everything, as the socket is gone. On the loop. */
  public void gone() {
    phase = Phase.ENDED;
    gone = true;
    outbox.clear();
    interests.clear();
  }

  /** Returns whether the socket is gone. Any thread. */
  public boolean isGone() {
    return gone;
  }

  /** Returns whether something waits to be drained. On the loop. */
  public boolean hasQueued() {
    return !outbox.isEmpty();
  }

  /**
   * Takes an answer about the end of the session itself: it still follows the farewell. On the
   * loop.
   */
  public void offerLast(Outgoing.Reply reply) {
    if (phase != Phase.ENDED) {
      offer(reply);
    } else if (!gone) {
      outbox.add(reply);
      connection.wake();
    }
  }

  /** Bytes that wait, to size the buffer of a drain. On the loop. */
  public int queuedBytes() {
    return outbox.bytes();
  }

  /** Answers that wait; they count as commands under way. On the loop. */
  public int queuedReplies() {
    return outbox.replies();
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void offer(Outgoing item) {
    if (item instanceof Outgoing.Logged logged) {
      interests.offered(logged);
    } else {
      enqueue(item);
    }
  }

  @Override
  public void end(SessionEnd reason) {
    if (phase == Phase.ENDED) {
      return;
    }
    boolean open = phase == Phase.OPEN;
    phase = Phase.ENDED;
    outbox.clear();
    passage.stop();
    if (open) {
      outbox.add(own(new Event.SessionEnded(reason)));
      connection.wake();
    }
    CloseCode code =
        reason == SessionEnd.REPLACED ? CloseCode.TOO_MANY_CONNECTIONS : CloseCode.SESSION_ENDED;
    // Behind the drain that the wake asked for, so that the farewell leaves first.
    connection.execute(() -> connection.close(code, reason.wire()));
  }

  @Override
  public Interests interests() {
    return interests;
  }

  @Override
  public long lastPos(ConversationId conversation) {
    return interests.lastPos(conversation);
  }

  @Override
  public int purge() {
    if (phase == Phase.ENDED) {
      return 0;
    }
    int purged = outbox.removeIf(this::refused) + interests.purgeHeld(this::refused);
    if (purged > 0) {
      egress.metrics().outboxPurged(purged);
      passage.goOn();
    }
    return purged;
  }

  @Override
  public long expiresAtMicros() {
    return expiresAtMicros;
  }

  @Override
  public void renewUntil(long micros) {
    expiresAtMicros = micros;
  }

  @Override
  public Attachments attachments() {
    return slots;
  }

  /** Passes an item on or drops it; false if it has to wait. */
  private boolean pass(Outgoing item, FrameSink sink) {
    return switch (item) {
      case Outgoing.Shared shared -> {
        Verdict verdict = phase == Phase.ENDED ? Verdict.ALLOW : verdict(shared);
        if (verdict == Verdict.ALLOW) {
          sink.frame(shared.frame());
        }
        yield passage.settled(verdict, shared.tag());
      }
      case Outgoing.Logged logged -> {
        Verdict verdict = judge.judge(logged.tag(), logged.version());
        if (verdict == Verdict.DROP && logged.otherwise().isPresent()) {
          yield pass(logged.otherwise().get(), sink);
        }
        if (verdict == Verdict.ALLOW) {
          sink.frame(logged.frame());
          interests.sent(logged.conversation(), logged.at());
        }
        yield passage.settled(verdict, logged.tag());
      }
      case Outgoing.Reply reply -> passage.answer(reply, Optional.of(reply.id()), sink);
      case Outgoing.Piece piece -> passage.answer(piece, Optional.empty(), sink);
      case Outgoing.Refusal refusal -> passage.answer(refusal, Optional.empty(), sink);
    };
  }

  private Verdict verdict(Outgoing.Shared shared) {
    return judge.judge(shared.tag(), shared.version());
  }

  /** What the fence takes back: pieces refused now. Answers are judged when they leave. */
  private boolean refused(Outgoing item) {
    return switch (item) {
      case Outgoing.Shared shared -> judge.judge(shared.tag()) == Verdict.DROP;
      case Outgoing.Logged logged ->
          judge.judge(logged.tag()) == Verdict.DROP
              && logged.otherwise().map(this::refused).orElse(true);
      case Outgoing.Reply _, Outgoing.Piece _, Outgoing.Refusal _ -> false;
    };
  }

  private boolean expired() {
    return egress.clock().nowMicros() >= expiresAtMicros;
  }

  private void enqueue(Outgoing item) {
    if (phase == Phase.ENDED) {
      return;
    }
    if (outbox.add(item)) {
      connection.wake();
    } else {
      cutOff();
    }
  }

  private void cutOff() {
    egress.metrics().outboxCutOff();
    giveUp(CloseCode.SLOW_CONSUMER);
  }

  private void giveUp(CloseCode code) {
    phase = Phase.ENDED;
    outbox.clear();
    connection.close(code, code.meaning());
  }

  private Outgoing own(Event event) {
    return new Outgoing.Shared(EncodedFrame.text(egress.codec().encode(event)), Tag.OWN, -1);
  }

  /** Puts into the outbox what is due for the interests. */
  private final class Streams implements LiveInterests.Outlet {
    @Override
    public void enqueue(Outgoing.Logged event) {
      LiveSession.this.enqueue(event);
    }

    @Override
    public void resync(ConversationId conversation, Tag tag) {
      Event event = new Event.Resync(Optional.of(conversation));
      LiveSession.this.enqueue(
          new Outgoing.Shared(EncodedFrame.text(egress.codec().encode(event)), tag, -1));
    }

    @Override
    public void tooMany() {
      giveUp(CloseCode.TOO_MANY_ERRORS);
    }
  }
}
