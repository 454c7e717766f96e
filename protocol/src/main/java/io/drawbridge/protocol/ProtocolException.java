package io.drawbridge.protocol;

import java.util.Optional;

/**
 * Says that something which arrived, or was about to be sent, is not what the protocol allows.
 *
 * <p>The message may be shown to the other side: it names the field, what was wrong and what was
 * expected ({@code command.pos: -1 (expected: >= 0)}), and never holds a secret or a class name.
 */
public final class ProtocolException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int ECHOED_CHARS_MAX = 40;

  private final ErrorCode code;
  private final String field;
  private final String problem;
  private final long frameId;

  /** Makes an exception about a value whose place is not known here. */
  public ProtocolException(ErrorCode code, String problem) {
    this(code, "", problem, 0);
  }

  /** Makes an exception about one field, named by its path in wire names. */
  public ProtocolException(ErrorCode code, String field, String problem) {
    this(code, field, problem, 0);
  }

  private ProtocolException(ErrorCode code, String field, String problem, long frameId) {
    super(field.isEmpty() ? problem : field + ": " + problem, null, false, true);
    this.code = code;
    this.field = field;
    this.problem = problem;
    this.frameId = frameId;
  }

  /** The code to answer with. */
  public ErrorCode code() {
    return code;
  }

  /** The path of the field in wire names, empty if the whole frame is meant. */
  public String field() {
    return field;
  }

  /** The id of the request that holds the bad command, if it could be read. */
  public Optional<Long> frameId() {
    return frameId == 0 ? Optional.empty() : Optional.of(frameId);
  }

  /** The same problem, seen from the record that holds the field. */
  public ProtocolException within(String path) {
    if (path.isEmpty()) {
      return this;
    }
    String joined =
        field.isEmpty() ? path : field.startsWith("[") ? path + field : path + "." + field;
    return new ProtocolException(code, joined, problem, frameId);
  }

  /** The same problem with another code. */
  public ProtocolException withCode(ErrorCode other) {
    return new ProtocolException(other, field, problem, frameId);
  }

  /** The same problem as the answer to a request; an id of 0 means that it is not known. */
  public ProtocolException answering(long id) {
    return new ProtocolException(code, field, problem, id);
  }

  /**
   * A received text, fit to be put into a message: in quotes, at most 40 characters of it, and only
   * printable ones.
   */
  public static String quoted(String received) {
    StringBuilder out = new StringBuilder(ECHOED_CHARS_MAX + 3).append('"');
    int end = Math.min(received.length(), ECHOED_CHARS_MAX);
    for (int at = 0; at < end; at++) {
      char c = received.charAt(at);
      out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return out.append(received.length() > end ? "…\"" : "\"").toString();
  }
}
