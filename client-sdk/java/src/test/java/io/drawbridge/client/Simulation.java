package io.drawbridge.client;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LimitsView;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A client on a clock and a network that the test moves by hand, all in the test's thread. */
public final class Simulation implements Transport, Caller {

  public static final ConversationId ROOM = new ConversationId(7);
  static final Person ANN = new Person(new AccountId(2), "Ann", false, false);
  static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

  final ManualTimers timers = new ManualTimers();
  final List<Wire> wires = new ArrayList<>();
  final List<Command<?>> posted = new ArrayList<>();
  boolean reachable = true;
  Function<Command<?>, Optional<RequestFailed.Reason>> refusing = any -> Optional.empty();
  private int tokens;

  /** A builder whose client lives here once it is {@link #build built}. */
  ChatClientBuilder builder() {
    RandomGenerator seeded = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    return ChatClient.builder(URI.create("http://simulated"))
        .credentials(Credentials.password("ann@example.com", "a long password"))
        .threads(Runnable::run)
        .random(seeded);
  }

  ChatClient build(ChatClientBuilder builder) {
    return builder.build(timers, this, this);
  }

  /** A socket that the client has opened. */
  final class Wire implements Socket {
    final List<ClientFrame> sent = new ArrayList<>();
    final Listener listener;
    int pings;
    int reading;
    boolean gone;

    Wire(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void send(String text) {
      sent.add(Settings.CODEC.decodeClientFrame(text));
    }

    @Override
    public void ping() {
      pings++;
    }

    @Override
    public void read(int frames) {
      reading += frames;
    }

    @Override
    public void close() {
      gone = true;
    }

    @Override
    public void abort() {
      gone = true;
    }

    void deliver(ServerFrame... frames) {
      for (ServerFrame frame : frames) {
        reading--;
        listener.text(new String(Settings.CODEC.encode(frame), StandardCharsets.UTF_8));
      }
    }

    void end(CloseCode code) {
      gone = true;
      listener.ended(new StopCause.ByServer(code.number(), Optional.of(code)));
    }

    void lose() {
      gone = true;
      listener.ended(new StopCause.Lost("scripted"));
    }

    /** The commands of one class that came over this socket. */
    <C extends Command<?>> List<C> commands(Class<C> type) {
      return sent.stream()
          .map(ClientFrame::command)
          .filter(type::isInstance)
          .map(type::cast)
          .toList();
    }

    /** Answers the newest command of this class. */
    void answer(Class<? extends Command<?>> type, Result result) {
      deliver(new Reply(idOf(type), result));
    }

    void refuse(Class<? extends Command<?>> type, ErrorFrame error) {
      deliver(
          new ErrorFrame(
              Optional.of(idOf(type)), error.code(), error.message(), error.retryAfterMs()));
    }

    private long idOf(Class<? extends Command<?>> type) {
      return sent.reversed().stream()
          .filter(frame -> type.isInstance(frame.command()))
          .findFirst()
          .orElseThrow()
          .id();
    }

    /** Starts the session. */
    Wire greet() {
      answer(SessionCommand.Start.class, new Done());
      deliver(hello("since-" + wires.size()));
      return this;
    }

    /** Answers resume: all that was asked for is open. */
    Wire resumed() {
      List<ConversationId> opened =
          commands(SessionCommand.Resume.class).getLast().cursors().stream()
              .map(Cursor::conversation)
              .toList();
      answer(
          SessionCommand.Resume.class,
          new SessionResult.Resumed(
              "resumed-" + wires.size(),
              false,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              opened));
      return this;
    }
  }

  Wire wire() {
    return wires.getLast();
  }

  @Override
  public CompletableFuture<Socket> open(Listener listener) {
    if (!reachable) {
      return CompletableFuture.failedFuture(new IllegalStateException("unreachable"));
    }
    Wire wire = new Wire(listener);
    wires.add(wire);
    return CompletableFuture.completedFuture(wire);
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  @Override
  public <R extends Result> CompletableFuture<R> call(Command<R> command) {
    posted.add(command);
    Optional<RequestFailed.Reason> refused = refusing.apply(command);
    if (refused.isPresent()) {
      return CompletableFuture.failedFuture(new RequestFailed(command.type(), refused.get()));
    }
    @SuppressWarnings("unchecked") // only commands that answer tokens are posted
    R result = (R) tokens();
    return CompletableFuture.completedFuture(result);
  }

  private Tokens tokens() {
    int number = ++tokens;
    return new Tokens(
        new Secret("access-" + number),
        timers.now().plus(TOKEN_LIFETIME),
        new Secret("refresh-" + number),
        new AccountId(1),
        new SessionId(1));
  }

  Hello hello(String since) {
    return new Hello(
        new SessionId(1),
        new AccountId(1),
        timers.now(),
        1,
        List.of(),
        LimitsView.current(),
        since);
  }

  public static LogEvent.MessagePosted posted(long pos) {
    return posted(ROOM, pos);
  }

  public static LogEvent.MessagePosted posted(ConversationId conversation, long pos) {
    return new LogEvent.MessagePosted(
        conversation,
        pos,
        new Message(
            conversation,
            pos,
            ANN,
            Optional.of("text " + pos),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            false,
            List.of()));
  }
}
