package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets answers through the gate; an answer that cannot be put together is not sent. */
public final class Release {
  private static final Logger log = LoggerFactory.getLogger(Release.class);
  private static final String NOT_FOUND = Failure.notFound().text();

  private static final int TRIES_MAX = 3;

  private Release() {}

  public static Answer.Released<? extends Result> of(Answer<?> answer, Judge judge) {
    try {
      return stable(answer, judge);
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).log("an answer could not be joined");
      return new Answer.Released.Refused<>();
    }
  }

  /**
   * Judges an answer until the result is stable. A view may move on between two pieces of one
   * answer. So whenever something was dropped all is judged again, until the same is dropped. Thus
   * an answer reflects the state either before or after a removal, never a mix.
   */
  private static Answer.Released<? extends Result> stable(Answer<?> answer, Judge judge) {
    Counted before = new Counted(judge);
    Answer.Released<? extends Result> released = answer.release(before);
    for (int again = 0; again < TRIES_MAX && before.dropped > 0; again++) {
      Counted now = new Counted(judge);
      released = answer.release(now);
      if (now.dropped == before.dropped) {
        return released;
      }
      before = now;
    }
    return released;
  }

  /** Counts what is dropped. */
  private static final class Counted implements Function<Tag, Verdict> {
    private final Judge judge;
    private int dropped;

    Counted(Judge judge) {
      this.judge = judge;
    }

    @Override
    public Verdict apply(Tag tag) {
      Verdict verdict = judge.judge(tag);
      dropped += verdict == Verdict.DROP ? 1 : 0;
      return verdict;
    }
  }

  /** The error for everything that may not be seen, byte for byte the same. */
  public static ErrorFrame notFound(Optional<Long> id) {
    return new ErrorFrame(id, ErrorCode.NOT_FOUND, NOT_FOUND, Optional.empty());
  }
}
