package io.drawbridge.protocol;

import java.util.Optional;

/** The reason why the server closes a WebSocket, and what the client does next. */
public enum CloseCode implements WireName {
  /** The peer broke the WebSocket protocol. */
  PROTOCOL_ERROR(1002, Reconnect.NO, "A WebSocket frame was malformed."),
  /** A binary frame arrived. */
  BINARY_REFUSED(1003, Reconnect.NO, "Binary frames are not accepted."),
  /** A text frame was not UTF-8. */
  BAD_UTF8(1007, Reconnect.NO, "A text frame was not UTF-8."),
  /** A frame was larger than allowed. */
  TOO_BIG(1009, Reconnect.NO, "A frame was larger than the limit in hello."),
  /** The server failed. */
  INTERNAL(1011, Reconnect.AFTER_DELAY, "The server failed."),
  /** The server shuts down. */
  DRAINING(4000, Reconnect.AFTER_DELAY, "The server shuts down; others take over."),
  /** The first command did not bring a valid access token. */
  UNAUTHENTICATED(4001, Reconnect.AFTER_SIGN_IN, "The access token is missing, wrong or too old."),
  /** The session was ended. */
  SESSION_ENDED(4002, Reconnect.AFTER_SIGN_IN, "The session was revoked, expired or suspended."),
  /** The client reads too slowly. */
  SLOW_CONSUMER(4003, Reconnect.NOW_AND_RESUME, "The client read too slowly; frames were dropped."),
  /** The client sent too many bad frames. */
  TOO_MANY_ERRORS(4004, Reconnect.NO, "The client sent too many bad frames."),
  /** The account has too many connections. */
  TOO_MANY_CONNECTIONS(4005, Reconnect.NO, "The account has too many connections."),
  /** Nothing was heard from the client. */
  IDLE(4006, Reconnect.NOW_AND_RESUME, "Nothing was heard from the client for too long."),
  /** A removal reset the socket. */
  ACCESS_RESET(4007, Reconnect.NOW_AND_RESUME, "A removal reset the connection."),
  /** The session was not started in time. */
  START_TIMEOUT(4008, Reconnect.AFTER_SIGN_IN, "session.start did not arrive in time.");

  /** The next step of a client after such a close. */
  public enum Reconnect implements WireName {
    /** It stays away until a person acts. */
    NO,
    /** It connects at once and resumes. */
    NOW_AND_RESUME,
    /** It waits, with jitter, connects and resumes. */
    AFTER_DELAY,
    /** It gets a new access token first: by refreshing, else by signing in. */
    AFTER_SIGN_IN
  }

  private final int number;
  private final Reconnect reconnect;
  private final String meaning;

  CloseCode(int number, Reconnect reconnect, String meaning) {
    this.number = number;
    this.reconnect = reconnect;
    this.meaning = meaning;
  }

  /** The constant with that number, empty if the protocol does not name it. */
  public static Optional<CloseCode> of(int number) {
    for (CloseCode code : values()) {
      if (code.number == number) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /** The number in the close frame. */
  public int number() {
    return number;
  }

  /** The next step of the client. */
  public Reconnect reconnect() {
    return reconnect;
  }

  /** One sentence for a person. */
  public String meaning() {
    return meaning;
  }
}
