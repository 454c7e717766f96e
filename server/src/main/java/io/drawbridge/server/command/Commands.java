package io.drawbridge.server.command;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;

/**
 * The registry where features say who carries out which command, each command exactly once, at
 * start-up. Both doors run what is registered here.
 */
public interface Commands {
  /** Registers a command of an authenticated account. */
  <C extends Command<R>, R extends Result> void on(Class<C> type, Handler<C, R> handler);

  /** Registers a command that needs a live session. */
  <C extends Command<R>, R extends Result> void onSession(
      Class<C> type, SessionHandler<C, R> handler);

  /** Registers a command that needs no token. */
  <C extends Command<R>, R extends Result> void open(Class<C> type, OpenHandler<C, R> handler);
}
