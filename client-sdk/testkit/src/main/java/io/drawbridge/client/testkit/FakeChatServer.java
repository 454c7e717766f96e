package io.drawbridge.client.testkit;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.CommandTypes;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Result;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Is a chat server on the loopback that says what the test tells it to. Both doors; real sockets.
 *
 * <pre>{@code
 * try (FakeChatServer server = FakeChatServer.start()) {
 *   server.world().inbox(room);
 *   server.script(MessageCommand.Pin.class, pin -> Script.refuse(ErrorCode.NOT_ALLOWED));
 *   ... // start what is tested
 *   server.broadcast(server.world().posted(room, 1, server.world().person(2, "Ann"), "hello"));
 *   server.awaitCommand(MessageCommand.Send.class, send -> send.text().equals("hello"));
 * }
 * }</pre>
 *
 * <p>Signing in, starting and resuming a session, listing the inbox, opening a conversation and
 * sending work unless scripted otherwise; every other command is {@code not_found} until it is
 * scripted. A script that throws is a server that failed: {@code internal}. Commands of a
 * connection are answered in the order in which they came. Thread-safe.
 */
public final class FakeChatServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int COMMANDS_KEPT_MAX = 100_000;

  private final FakeDoors doors = new FakeDoors(new House());
  private final FakeWorld world = new FakeWorld();
  private final Map<Class<?>, Function<Request<?>, Script>> scripts = new ConcurrentHashMap<>();

  /** Under {@link #change}. */
  private final List<Received> received = new ArrayList<>();

  private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
  private volatile Consumer<FakeConnection> onConnection = connection -> {};
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean refusingUpgrades;
  private final Object change = new Object();

  /**
   * A command and where it came from.
   *
   * @param connection absent for HTTP
   */
  public record Request<C extends Command<?>>(C command, Optional<FakeConnection> connection) {}

  /**
   * A command that arrived.
   *
   * @param connection 0 for HTTP
   */
  public record Received(int connection, Command<?> command) {}

  private FakeChatServer() {}

  /** Starts a server on a free port of the loopback. */
  public static FakeChatServer start() {
    FakeChatServer server = new FakeChatServer();
    server.doors.start();
    return server;
  }

  /** Tells where it is. */
  public URI uri() {
    return doors.uri();
  }

  /** Tells who signs in here, and what the unscripted answers say. */
  public FakeWorld world() {
    return world;
  }

  /** Answers commands of this class so from now on. */
  public <C extends Command<R>, R extends Result> FakeChatServer on(
      Class<C> type, Function<? super C, ? extends R> answer) {
    return script(type, request -> Script.answer(answer.apply(request.command())));
  }

  /** Has commands of this class come to that from now on, on either door. */
  public <C extends Command<?>> FakeChatServer script(
      Class<C> type, Function<Request<C>, Script> script) {
    scripts.put(
        type,
        request -> script.apply(new Request<>(type.cast(request.command()), request.connection())));
    return this;
  }

  /** Hands each new WebSocket over from now on, before anything is read from it. */
  public FakeChatServer onConnection(Consumer<FakeConnection> consumer) {
    onConnection = consumer;
    return this;
  }

  /** Takes this long for every answer from now on. */
  public FakeChatServer delay(Duration duration) {
    delay = duration;
    return this;
  }

  /** Refuses new WebSockets from now on, or no longer. */
  public FakeChatServer refuseUpgrades(boolean refuse) {
    refusingUpgrades = refuse;
    return this;
  }

  /** Returns all commands that arrived, in order. */
  public List<Received> received() {
    synchronized (change) {
      return List.copyOf(received);
    }
  }

  /** Returns the commands of one class that arrived, in order. */
  public <C extends Command<?>> List<C> received(Class<C> type) {
    return received().stream()
        .map(Received::command)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Waits for a command of this class; returns the first there is. */
  public <C extends Command<?>> C awaitCommand(Class<C> type) {
    return awaitCommand(type, any -> true);
  }

  /**
   * Waits for a command that is so; returns the first there is.
   *
   * @throws AssertionError if none comes within ten seconds
   */
  public <C extends Command<?>> C awaitCommand(Class<C> type, Function<? super C, Boolean> wanted) {
    await(
        "a " + CommandTypes.nameOf(type),
        PATIENCE,
        () -> received(type).stream().anyMatch(wanted::apply));
    return received(type).stream().filter(wanted::apply).findFirst().orElseThrow();
  }

  /**
   * Waits for the WebSocket with this number, counted from 1, to have started its session.
   *
   * @throws AssertionError if that does not happen within ten seconds
   */
  public FakeConnection awaitConnection(int number) {
    return awaitConnection(number, PATIENCE);
  }

  FakeConnection awaitConnection(int number, Duration patience) {
    await(
        "connection " + number,
        patience,
        () ->
            received().stream()
                .anyMatch(it ->
                    it.connection() == number && it.command() instanceof SessionCommand.Start));
    return connections.stream().filter(it -> it.number() == number).findFirst().orElseThrow();
  }

  /** Returns all WebSockets there were. */
  public List<FakeConnection> connections() {
    return List.copyOf(connections);
  }

  /** Sends frames to every connection that is not over. */
  public void broadcast(ServerFrame... frames) {
    connections.forEach(connection -> connection.send(frames));
  }

  @Override
  public void close() {
    doors.close();
  }

  private void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (change) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("waited %s for %s in vain".formatted(patience, what));
        }
        try {
          change.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted while waiting for " + what, stop);
        }
      }
    }
  }

  private final class House implements FakeDoors.House {
    @Override
    public boolean refusesUpgrades() {
      return refusingUpgrades;
    }

    @Override
    public void connected(FakeConnection connection) {
      connections.add(connection);
      onConnection.accept(connection);
    }

    @Override
    public Script run(Request<?> request) {
      synchronized (change) {
        if (received.size() < COMMANDS_KEPT_MAX) {
          int connection = request.connection().map(FakeConnection::number).orElse(0);
          received.add(new Received(connection, request.command()));
        }
        change.notifyAll();
      }
      pass(delay);
      Function<Request<?>, Script> script = scripts.get(request.command().getClass());
      try {
        return script != null ? script.apply(request) : world.usual(request.command());
      } catch (ProtocolException refused) {
        return new Script.Refusal(
            refused.code(), String.valueOf(refused.getMessage()), Optional.empty());
      } catch (RuntimeException failed) {
        return new Script.Refusal(ErrorCode.INTERNAL, failed.toString(), Optional.empty());
      }
    }

    @Override
    public void answered(Command<?> command, FakeConnection connection) {
      world.after(command, connection);
    }

    /** A server is as slow as the test wants it to be. */
    private static void pass(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The answer to every unscripted command. */
  static Script unscripted() {
    return Script.refuse(ErrorCode.NOT_FOUND);
  }
}
