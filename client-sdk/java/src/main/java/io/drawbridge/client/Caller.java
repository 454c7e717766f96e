package io.drawbridge.client;

import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.result.Result;
import java.util.concurrent.CompletableFuture;

/** Sends commands, through the socket or over HTTP. */
public interface Caller {

  /**
   * Sends a command; the future fails with {@link RequestFailed}. Any thread; never blocks.
   *
   * @param <R> what the command answers
   */
  <R extends Result> CompletableFuture<R> call(Command<R> command);
}
