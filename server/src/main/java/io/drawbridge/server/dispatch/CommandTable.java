package io.drawbridge.server.dispatch;

import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Command.Unauthenticated;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.command.OpenHandler;
import io.drawbridge.server.command.SessionHandler;
import io.drawbridge.server.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every command and who carries it out. Filled at start-up by one thread; {@link #complete} must
 * have been called before the doors open.
 */
public final class CommandTable implements Commands {
  private final Map<Class<?>, Route> routes = new HashMap<>();

  /** Makes a table that knows {@code session.start} only, which is the WebSocket door's own. */
  public CommandTable() {
    open(
        SessionCommand.Start.class,
        (_, _) -> {
          throw Failure.invalid(
              "session.start: here (expected: as the first frame of a WebSocket)");
        });
  }

  @Override
  public <C extends Command<R>, R extends Result> void on(Class<C> type, Handler<C, R> handler) {
    add(type, new Route.OfCaller(handler), false);
  }

  @Override
  public <C extends Command<R>, R extends Result> void onSession(
      Class<C> type, SessionHandler<C, R> handler) {
    add(type, new Route.OfSession(handler), false);
  }

  @Override
  public <C extends Command<R>, R extends Result> void open(
      Class<C> type, OpenHandler<C, R> handler) {
    add(type, new Route.Open(handler), true);
  }

  /**
   * Checks that each command of the protocol has its handler.
   *
   * @throws IllegalStateException naming those that have none
   */
  public void complete() {
    List<String> missing =
        CommandTypes.names().stream()
            .filter(name -> !routes.containsKey(CommandTypes.find(name).orElseThrow()))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("commands without a handler: " + missing);
    }
  }

  Route route(Command<?> command) {
    Route route = routes.get(command.getClass());
    if (route == null) {
      throw new IllegalStateException("no handler for " + command.type());
    }
    return route;
  }

  private void add(Class<?> type, Route route, boolean open) {
    String name = CommandTypes.nameOf(type);
    if (Unauthenticated.class.isAssignableFrom(type) != open) {
      throw new IllegalStateException(
          name + (open ? " needs a token" : " needs no token: register it with open"));
    }
    if (routes.putIfAbsent(type, route) != null) {
      throw new IllegalStateException(name + " has two handlers");
    }
  }
}
