package io.drawbridge.client.bot;

/**
 * Does what a bot does with a message. Handlers of a bot run one at a time, in the order of the
 * messages; they may block. What one throws is logged, and the bot continues.
 */
@FunctionalInterface
public interface Handler {

  /** Handles a message. */
  void handle(Incoming message) throws Exception;
}
