package io.drawbridge.protocol.frame;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.text.Check;

/**
 * A frame that a client sends over a WebSocket: one command, with a number to know its answer by.
 *
 * @param id 1 to 2^53-1, chosen by the client; the answer carries it
 * @param command what to do
 */
public record ClientFrame(long id, Command<?> command) {

  /** Checks the id. */
  public ClientFrame {
    Check.range("id", id, 1, Limits.NUMBER_MAX);
  }
}
