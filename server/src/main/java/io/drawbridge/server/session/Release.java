package io.drawbridge.server.session;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Result;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets answers through the gate; an answer that cannot be put together is not told. */
final class Release {
  private static final Logger log = LoggerFactory.getLogger(Release.class);
  private static final String NOT_FOUND = Failure.notFound().text();

  private Release() {}

  static Answer.Released<? extends Result> of(Answer<?> answer, Judge judge) {
    try {
      return answer.release(judge::judge);
    } catch (RuntimeException bug) {
      log.atError().setCause(bug).log("an answer could not be joined");
      return new Answer.Released.Refused<>();
    }
  }

  /** What is told of everything that may not be seen, byte for byte the same. */
  static ErrorFrame notFound(Optional<Long> id) {
    return new ErrorFrame(id, ErrorCode.NOT_FOUND, NOT_FOUND, Optional.empty());
  }
}
