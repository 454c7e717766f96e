package io.drawbridge.server.edge;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.codec.Utf8;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.dispatch.CommandStream;
import io.drawbridge.server.edge.intake.Admission;
import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.MessageAssembler;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.edge.loop.Ticking;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: turns frames into messages for its {@link Starting} or its commands, drains its
 * session's outbox, and sees to pings, silence and closing. On its loop, unless a method says
 * otherwise.
 */
@LetsOut({Surface.SESSION, Surface.TRANSPORT})
final class WebSocketConnection extends ChannelInboundHandlerAdapter
    implements Connection, Ticking, Loop.Drained {
  private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);
  private static final int CLOSE_REASON_CHARS_MAX = 100;
  private static final int FRAME_HEAD_BYTES_MAX = 14;

  /** The time that a connection about to be closed waits for the answers under way. */
  static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final EdgeParts parts;
  private final Faults faults;
  private final Loop loop;
  private final Channel channel;
  private final Client client;
  private final Socket socket;
  private final ClientAddress address;
  private MessageAssembler assembler;
  private final Starting starting;
  private final long arrival;
  private @Nullable LiveSession session;
  private Runnable leave = () -> {};
  private Optional<CommandStream> commands = Optional.empty();
  private final Heartbeat heartbeat;
  private long closeByNanos;
  private boolean closing;
  private boolean awake;
  private boolean heldBack = true;

  WebSocketConnection(
      EdgeParts parts,
      Faults faults,
      Loop loop,
      Channel channel,
      Client client,
      ClientAddress address) {
    this.parts = parts;
    this.faults = faults;
    this.loop = loop;
    this.channel = channel;
    this.arrival = loop.arrive();
    this.client = client;
    this.socket = client.socket();
    this.address = address;
    EdgeConfig.Bounds bounds = parts.config().bounds();
    this.assembler = new MessageAssembler(bounds.strangerBytesMax(), bounds.fragmentsMax());
    client.intake().framesUpTo(bounds.strangerBytesMax() + FRAME_HEAD_BYTES_MAX);
    this.heartbeat = new Heartbeat(bounds.pingEvery(), bounds.idleMax(), System.nanoTime());
    this.starting = new Starting(parts, this, bounds.startTimeout());
  }

  /**
   * Opens the connection after the handshake; the token is here already, or comes with the first
   * message.
   */
  void open(Optional<String> bearer) {
    loop.add(this);
    bearer.ifPresent(starting::prove);
  }

  /** Begins the session that was registered, unless the socket went meanwhile. */
  void begin(Admission.Admitted entry, Iterable<byte[]> early) {
    if (!channel.isActive() || closing) {
      leave(entry.session(), entry.leave());
      return;
    }
    session = entry.session();
    leave = entry.leave();
    EdgeConfig.Bounds bounds = parts.config().bounds();
    client.place().prove();
    assembler = assembler.grown(bounds.requestBytesMax());
    client.intake().framesUpTo(bounds.requestBytesMax() + FRAME_HEAD_BYTES_MAX);
    CommandStream stream =
        parts.dispatcher().stream(entry.session(), address, parts.memory().commands());
    commands = Optional.of(stream);
    entry.session().begin(entry.hello());
    early.forEach(stream::accept);
    keep(assembler.held());
    channel.config().setAutoRead(true);
  }

  /** Writes a frame that belongs to no session. */
  void tell(EncodedFrame frame) {
    if (!closing) {
      ByteBuf bytes = Unpooled.wrappedBuffer(frame.bytes());
      socket.writeFrames(bytes);
      bytes.release();
    }
  }

  void pauseReading() {
    channel.config().setAutoRead(false);
  }

  /** Says what messages that are not carried out yet hold. */
  void keep(long bytes) {
    if (!client.intake().keeps(bytes)) {
      refuse(Intake.Refused.NO_ROOM);
    }
  }

  @Override
  public void execute(Runnable task) {
    loop.events().execute(task);
  }

  @Override
  public boolean inLoop() {
    return loop.events().inEventLoop();
  }

  @Override
  public int loop() {
    return loop.index();
  }

  @Override
  public long arrival() {
    return arrival;
  }

  /** Any thread. */
  @Override
  public void wake() {
    if (!inLoop()) {
      execute(this::wake);
    } else if (!awake) {
      awake = true;
      loop.drainLater(this);
    }
  }

  @Override
  public boolean hasUnflushed() {
    return socket.hasUnflushed();
  }

  /** Any thread. What is not behind the gate yet is dropped. */
  @Override
  public void close(CloseCode code, String reason) {
    if (!inLoop()) {
      execute(() -> close(code, reason));
    } else if (code == CloseCode.SESSION_ENDED
        && commands.filter(CommandStream::isEnding).isPresent()) {
      // A client that ends its own session still gets the answer.
      retire(code, reason);
    } else {
      closeNow(code, reason);
    }
  }

  @Override
  public void retire(CloseCode code, String reason) {
    if (!inLoop()) {
      execute(() -> retire(code, reason));
      return;
    }
    // Behind the drain that the last answer has asked for.
    Runnable last = () -> execute(() -> closeNow(code, reason));
    commands.ifPresentOrElse(stream -> stream.finish(last), last);
    loop.events()
        .schedule(() -> closeNow(code, reason), LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void closeNow(CloseCode code, String reason) {
    if (!closing) {
      String shown = reason.substring(0, Math.min(reason.length(), CLOSE_REASON_CHARS_MAX));
      close(new CloseWebSocketFrame(code.number(), shown));
    }
  }

  @Override
  public void reset(CloseCode code) {
    log.atInfo().addKeyValue("code", code.number()).log("connection reset");
    socket.reset();
  }

  @Override
  public void tick(long nowNanos) {
    countHeldBack();
    if (closing) {
      if (nowNanos - closeByNanos >= 0) {
        socket.reset();
      }
      return;
    }
    if (session == null) {
      starting.tick(nowNanos);
    } else {
      session.endIfExpired();
    }
    switch (heartbeat.look(nowNanos, socket.isWritable())) {
      case IDLE -> close(CloseCode.IDLE, CloseCode.IDLE.meaning());
      case PING -> socket.write(new PingWebSocketFrame());
      case WAIT -> {}
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      heartbeat.heard(System.nanoTime());
      if (message instanceof WebSocketFrame frame) {
        frame(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Intake.Refused refused) {
      refuse(refused);
    }
  }

  /** Refuses more input. A stranger hears nothing: that would cost more than they are worth. */
  private void refuse(Intake.Refused why) {
    if (why == Intake.Refused.TOO_BIG) {
      close(CloseCode.TOO_BIG, CloseCode.TOO_BIG.meaning());
      client.readNoMore(channel);
    } else if (session == null || closing) {
      socket.reset();
    } else {
      close(CloseCode.INTERNAL, "no memory for more");
      client.readNoMore(channel);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (channel.isWritable()) {
      wake();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closing = true;
    loop.remove(this);
    if (session != null) {
      leave(session, leave);
      session = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException corrupted -> {
        CloseCode code =
            CloseCode.of(corrupted.closeStatus().code()).orElse(CloseCode.PROTOCOL_ERROR);
        close(code, code.meaning());
        client.readNoMore(channel);
      }
      case IOException gone -> {
        faults.caught(gone);
        socket.reset();
      }
      default -> {
        faults.caught(cause);
        close(CloseCode.INTERNAL, CloseCode.INTERNAL.meaning());
      }
    }
  }

  private void frame(WebSocketFrame frame) {
    client.intake().decoded();
    if (closing) {
      if (frame instanceof CloseWebSocketFrame) {
        channel.close();
      }
      return;
    }
    switch (frame) {
      case TextWebSocketFrame text -> fragment(text.content(), text.isFinalFragment());
      case ContinuationWebSocketFrame more -> fragment(more.content(), more.isFinalFragment());
      case BinaryWebSocketFrame _ ->
          close(CloseCode.BINARY_REFUSED, CloseCode.BINARY_REFUSED.meaning());
      case PingWebSocketFrame ping -> pong(ping.content());
      case CloseWebSocketFrame last -> {
        close(new CloseWebSocketFrame(true, 0, last.content().retain()));
        channel.close();
      }
      default -> {
        // a pong: that something was heard is all it says
      }
    }
  }

  private void fragment(ByteBuf content, boolean last) {
    if (!assembler.add(content)) {
      close(CloseCode.TOO_BIG, CloseCode.TOO_BIG.meaning());
      return;
    }
    if (!last) {
      keep(assembler.held());
    } else {
      byte[] message = assembler.finish();
      keep(0);
      if (!Utf8.wellFormed(message, 0, message.length)) {
        close(CloseCode.BAD_UTF8, CloseCode.BAD_UTF8.meaning());
      } else if (commands.isPresent()) {
        commands.get().accept(message);
      } else {
        starting.accept(message);
      }
    }
  }

  /** Answers a ping. A client that does not read gets no pongs either, so they cannot pile up. */
  private void pong(ByteBuf content) {
    if (socket.isWritable()) {
      socket.write(new PongWebSocketFrame(content.retain()));
    }
  }

  private void close(CloseWebSocketFrame frame) {
    closing = true;
    closeByNanos = System.nanoTime() + parts.config().bounds().closeTimeout().toNanos();
    if (session != null) {
      session.gone();
    }
    // The socket stays open to read the client's answer: closing with unread bytes would make the
    // kernel reset the connection, and the client might never see the code.
    channel.config().setAutoRead(true);
    socket.write(frame);
  }

  @Override
  public void drain() {
    awake = false;
    if (closing || session == null) {
      return;
    }
    boolean wrote = true;
    while (wrote && session.hasQueued() && socket.isWritable()) {
      wrote = SessionDrain.write(session, socket, loop, parts.codec());
    }
    countHeldBack();
  }

  private void countHeldBack() {
    boolean now = socket.hasUnflushed();
    if (now || heldBack) {
      heldBack = now;
      client.place().countOut(socket.unflushedBytes());
    }
  }

  private void leave(LiveSession left, Runnable last) {
    left.gone();
    parts.threads().execute(last);
  }
}
