package io.drawbridge.protocol;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** The reason why a command was refused, from the closed list that clients decide by. */
public enum ErrorCode implements WireName {
  /** The frame is not JSON, or not a frame. */
  BAD_FRAME(400, Retry.AFTER_FIX, "The frame is not JSON or not a frame of this protocol."),
  /** No command has that type. */
  UNKNOWN_COMMAND(404, Retry.NEVER, "No command has this type; the server may be older than you."),
  /** A field of the command is out of bounds. */
  INVALID(400, Retry.AFTER_FIX, "A field is missing, unknown or out of bounds; see the message."),
  /** The frame or one of its parts is larger than allowed. */
  TOO_LARGE(413, Retry.AFTER_FIX, "The frame is larger than the limits in hello."),
  /** There is no session. */
  UNAUTHENTICATED(401, Retry.AFTER_FIX, "Sign in first."),
  /** The access token is too old. */
  TOKEN_EXPIRED(401, Retry.AFTER_FIX, "The access token is too old; refresh it."),
  /** The proof of who signs in is wrong. */
  SIGN_IN_FAILED(401, Retry.AFTER_FIX, "The address, password or token is wrong."),
  /** The page that asks is not one of ours. */
  ORIGIN_REFUSED(403, Retry.NEVER, "Requests from this web origin are not accepted."),
  /** The person may see the thing, but may not do this to it. */
  NOT_ALLOWED(403, Retry.NEVER, "You may not do this."),
  /** The thing does not exist, or the person may not know that it does. */
  NOT_FOUND(404, Retry.NEVER, "There is no such thing, or you may not see it."),
  /** The client id was used for another command. */
  CLIENT_ID_REUSED(409, Retry.AFTER_FIX, "This client_id was used for a different command."),
  /** The change contradicts the present state. */
  CONFLICT(409, Retry.AFTER_FIX, "The change contradicts the present state; look again."),
  /** The conversation is closed. */
  CLOSED(409, Retry.NEVER, "The conversation is closed."),
  /** Somebody came since the author looked who reads it (N-7). */
  AUDIENCE_CHANGED(
      409, Retry.AFTER_FIX, "Somebody came since; look who reads it, and send to them all."),
  /** Nobody from outside is there yet, and the sender did not say that they know (G-21). */
  FIRST_EXTERNAL(
      409, Retry.AFTER_FIX, "Nobody from outside is there yet; say that you know (confirm_first)."),
  /** This part of the conversation is locked. */
  LOCKED(409, Retry.NEVER, "This part of the conversation is locked."),
  /** The link was used, replaced or is too old. */
  LINK_SPENT(410, Retry.NEVER, "The link was used, replaced or is too old; ask for a new one."),
  /** A quota is used up. */
  LIMIT_REACHED(409, Retry.AFTER_FIX, "A quota is used up; see the message."),
  /** Too many requests in a short time. */
  RATE_LIMITED(429, Retry.LATER, "Too many requests; wait retry_after_ms."),
  /** The server has too much to do. */
  BUSY(503, Retry.LATER, "The server has too much to do; wait retry_after_ms."),
  /** The server cannot serve now. */
  UNAVAILABLE(503, Retry.LATER, "The server cannot serve now; wait retry_after_ms."),
  /** The server failed. */
  @JsonEnumDefaultValue
  INTERNAL(500, Retry.LATER, "The server failed; the same client_id may be sent again.");

  /** Tells whether sending the same command again can succeed. */
  public enum Retry implements WireName {
    /** It fails again until somebody else changes something. */
    NEVER,
    /** The same frame may succeed after a while. */
    LATER,
    /** The sender has to change something first. */
    AFTER_FIX
  }

  private final int httpStatus;
  private final Retry retry;
  private final String meaning;

  ErrorCode(int httpStatus, Retry retry, String meaning) {
    this.httpStatus = httpStatus;
    this.retry = retry;
    this.meaning = meaning;
  }

  /** The HTTP status that carries this error. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Returns whether sending the same command again can succeed. */
  public Retry retry() {
    return retry;
  }

  /** One sentence for a person. */
  public String meaning() {
    return meaning;
  }
}
