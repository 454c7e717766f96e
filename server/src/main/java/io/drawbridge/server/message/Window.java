package io.drawbridge.server.message;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.MessageCommand;

/**
 * The part of a history that is asked for: a number of messages just below a pivot, and a number
 * from it upwards.
 */
record Window(long pivot, int older, int newer) {
  public static Window of(MessageCommand.ShowHistory command) {
    int limit = command.limit().orElse(Limits.HISTORY_PAGE_DEFAULT);
    if (command.before().isPresent()) {
      return new Window(command.before().get(), limit, 0);
    }
    if (command.after().isPresent()) {
      return new Window(command.after().get() + 1, 0, limit);
    }
    if (command.around().isPresent()) {
      return around(command.around().get(), limit);
    }
    return new Window(Long.MAX_VALUE, limit, 0);
  }

  static Window around(long pivot, int limit) {
    return new Window(pivot, limit / 2, limit - limit / 2);
  }
}
