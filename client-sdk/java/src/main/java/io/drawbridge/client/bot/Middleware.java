package io.drawbridge.client.bot;

/** Stands before the handlers: looks at every message, passes it on or not. */
@FunctionalInterface
public interface Middleware {

  /** Handles a message, usually by {@code next.handle(message)} somewhere in it. */
  void handle(Incoming message, Handler next) throws Exception;
}
