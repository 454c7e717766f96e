package io.drawbridge.protocol.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import java.util.Optional;

/**
 * The answer to a command that failed, or to a frame that could not be read.
 *
 * @param id the id of the command's frame, if it could be read; absent over HTTP
 * @param code what to decide by
 * @param message what was wrong and what was expected, for a person
 * @param retryAfterMs how long to wait before trying again, in milliseconds
 */
@JsonTypeName("error")
public record ErrorFrame(
    Optional<Long> id, ErrorCode code, String message, Optional<Long> retryAfterMs)
    implements ServerFrame {

  /** The answer to something that the codec refused. */
  public static ErrorFrame of(ProtocolException refused) {
    return new ErrorFrame(
        refused.frameId(), refused.code(), String.valueOf(refused.getMessage()), Optional.empty());
  }
}
