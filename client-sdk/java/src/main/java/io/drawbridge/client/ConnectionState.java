package io.drawbridge.client;

import io.drawbridge.protocol.frame.Hello;
import java.time.Duration;

/** Tells what a client is doing about its connection. */
public sealed interface ConnectionState {

  /** {@link ChatClient#connect} was not called yet. */
  record Idle() implements ConnectionState {}

  /**
   * Signing in, opening the socket and starting the session.
   *
   * @param attempt 1 for the first since the last connection
   */
  record Connecting(int attempt) implements ConnectionState {}

  /**
   * Connected, and caught up on memberships.
   *
   * @param connection counts this client's connections from 1
   * @param resumed what was missed was asked for
   */
  record Connected(int connection, Hello hello, boolean resumed) implements ConnectionState {}

  /** Waiting before the next attempt. */
  record Waiting(Duration delay, StopCause cause) implements ConnectionState {}

  /** Closed for good. */
  record Closed(StopCause cause) implements ConnectionState {}
}
