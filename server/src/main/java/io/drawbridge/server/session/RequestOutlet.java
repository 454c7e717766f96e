package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.FrameSink;
import io.drawbridge.server.session.outbox.Judge;
import io.drawbridge.server.session.outbox.Outgoing;
import io.drawbridge.server.session.outbox.Release;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP request as fences see it: a session that takes one answer and judges it on its loop as
 * the last step before the socket. Everything else offered to it is ignored.
 */
public final class RequestOutlet implements Session {
  private final Caller caller;
  private final long expiresAtMicros;
  private final Connection connection;
  private final Egress egress;
  private final Judge judge;
  private final Slots slots = new Slots();
  private Optional<Outgoing> answer = Optional.empty();
  private boolean ended;
  private boolean waiting;

  public RequestOutlet(Caller caller, long expiresAtMicros, Connection connection, Egress egress) {
    this.caller = caller;
    this.expiresAtMicros = expiresAtMicros;
    this.connection = connection;
    this.egress = egress;
    this.judge = new Judge(egress.gate(), caller.account());
  }

  /** Writes the answer if it is here and may leave. On the loop. */
  public void drain(FrameSink sink) {
    if (waiting || ended || answer.isEmpty()) {
      return;
    }
    if (egress.clock().nowMicros() >= expiresAtMicros) {
      end(SessionEnd.EXPIRED);
      return;
    }
    boolean done =
        switch (answer.get()) {
          case Outgoing.Reply reply -> pass(reply, sink);
          case Outgoing.Refusal error -> {
            sink.error(error.frame());
            yield true;
          }
          case Outgoing.Shared _, Outgoing.Logged _ -> true;
        };
    if (done) {
      answer = Optional.empty();
    }
  }

  @Override
  public boolean live() {
    return false;
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
    switch (item) {
      case Outgoing.Reply _, Outgoing.Refusal _ -> {
        answer = Optional.of(item);
        connection.wake();
      }
      case Outgoing.Shared _, Outgoing.Logged _ -> {
        // an HTTP request gets its own answer and nothing else
      }
    }
  }

  @Override
  public void end(SessionEnd reason) {
    if (!ended) {
      ended = true;
      answer = Optional.empty();
      connection.close(CloseCode.SESSION_ENDED, reason.wire());
    }
  }

  @Override
  public Interests interests() {
    return NONE;
  }

  @Override
  public long lastPos(ConversationId conversation) {
    return 0;
  }

  /** Drops nothing: the answer is judged when it leaves, so nothing has to be taken back before. */
  @Override
  public int purge() {
    return 0;
  }

  @Override
  public long expiresAtMicros() {
    return expiresAtMicros;
  }

  /** Does nothing: a request ends with the token it came with. */
  @Override
  public void renewUntil(long micros) {}

  @Override
  public Attachments attachments() {
    return slots;
  }

  private boolean pass(Outgoing.Reply reply, FrameSink sink) {
    return switch (Release.of(reply.answer(), judge)) {
      case Answer.Released.Told<? extends Result> told -> {
        sink.reply(reply.id(), told.result());
        yield true;
      }
      case Answer.Released.Refused<? extends Result> _ -> {
        sink.error(Release.notFound(Optional.empty()));
        yield true;
      }
      case Answer.Released.Wait<? extends Result> wait -> {
        waiting = true;
        egress.metrics().gateHeld();
        judge.whenJudgeable(wait.tag(), () -> connection.execute(this::wakeAgain));
        yield false;
      }
    };
  }

  private void wakeAgain() {
    waiting = false;
    connection.wake();
  }

  private static final Interests NONE =
      new Interests() {
        @Override
        public void hold(ConversationId conversation) {}

        @Override
        public void release(ConversationId conversation, List<Outgoing.Logged> gap, long cursor) {}

        @Override
        public void giveUp(ConversationId conversation) {}

        @Override
        public void drop(ConversationId conversation) {}

        @Override
        public boolean wants(ConversationId conversation) {
          return false;
        }
      };
}
