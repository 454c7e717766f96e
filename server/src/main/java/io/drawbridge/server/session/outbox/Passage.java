package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The last step of one outlet: lets what has passed the gate into the sink, and makes the outlet
 * wait while the view lags behind what a piece needs. On the loop only.
 */
public final class Passage {
  private final Egress egress;
  private final Judge judge;
  private final Executor loop;
  private final Runnable wake;
  private boolean waits;

  /**
   * A passage through which nothing waits.
   *
   * @param wake asks for the next drain
   */
  public Passage(Egress egress, Judge judge, Executor loop, Runnable wake) {
    this.egress = egress;
    this.judge = judge;
    this.loop = loop;
    this.wake = wake;
  }

  /** Whether the piece at hand waits for the view, and what is behind it too. */
  public boolean waits() {
    return waits;
  }

  /**
   * Tells an answer or what there is instead. False if it waits.
   *
   * @param id by which the client knows its command; absent over HTTP
   */
  public boolean answer(Outgoing.Response response, Optional<Long> id, FrameSink sink) {
    return switch (response) {
      case Outgoing.Refusal refusal -> {
        sink.error(refusal.frame());
        yield true;
      }
      case Outgoing.Piece piece ->
          switch (judge.judge(piece.tag())) {
            case ALLOW -> {
              sink.piece(piece.bytes());
              yield true;
            }
            case DROP -> {
              egress.metrics().gateDropped(1);
              sink.error(Release.notFound(id));
              yield true;
            }
            case HOLD -> settled(Verdict.HOLD, piece.tag());
          };
      case Outgoing.Reply reply ->
          switch (Release.of(reply.answer(), judge)) {
            case Answer.Released.Told<? extends Result> told -> {
              sink.reply(reply.id(), told.result());
              yield true;
            }
            case Answer.Released.Refused<? extends Result> _ -> {
              sink.error(Release.notFound(id));
              yield true;
            }
            case Answer.Released.Wait<? extends Result> wait -> settled(Verdict.HOLD, wait.tag());
          };
    };
  }

  /** Does what the gate has decided about a piece; false if it waits. */
  public boolean settled(Verdict verdict, Tag tag) {
    return switch (verdict) {
      case ALLOW -> true;
      case DROP -> {
        egress.metrics().gateDropped(1);
        yield true;
      }
      case HOLD -> {
        waits = true;
        egress.metrics().gateHeld();
        judge.whenJudgeable(tag, () -> loop.execute(this::goOn));
        yield false;
      }
    };
  }

  /** Tries again: the view has moved, or what waited was taken back. */
  public void goOn() {
    waits = false;
    wake.run();
  }

  /** Waits for nothing any more. */
  public void stop() {
    waits = false;
  }
}
