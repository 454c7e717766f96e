package io.drawbridge.server.delivery;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.view.Residency;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.session.ConnectedSessions;
import io.drawbridge.server.session.Connection;
import io.drawbridge.server.session.LiveSession;
import io.drawbridge.server.session.outbox.Egress;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real session on a test loop; what leaves the gate is kept as decoded frames. */
final class Device implements Connection, FrameSink, AutoCloseable {
  private static final FrameCodec CODEC = new FrameCodec();

  final LiveSession session;
  final List<ServerFrame> received = new CopyOnWriteArrayList<>();
  final List<String> texts = new CopyOnWriteArrayList<>();
  final List<CloseCode> closes = new CopyOnWriteArrayList<>();
  final List<CloseCode> resets = new CopyOnWriteArrayList<>();
  volatile boolean writable = true;
  volatile boolean unflushed;
  private final TestLoop loop;
  private final int number;
  private final Residency.Hold hold;
  private final ConnectedSessions sessions;

  Device(
      AccountId account,
      SessionId id,
      TestLoop loop,
      int number,
      Egress egress,
      ConnectedSessions sessions,
      Residency residency) {
    this.loop = loop;
    this.number = number;
    this.sessions = sessions;
    this.session = new LiveSession(new Caller(account, id), Long.MAX_VALUE, this, egress);
    session.attachments().put(Followed.class, new Followed(List.of()));
    sessions.add(session);
    this.hold = residency.hold(account);
    onLoop(() -> session.begin(EncodedFrame.text("{}".getBytes(StandardCharsets.UTF_8))));
  }

  /** Opens a conversation: its events come in full from now on. */
  Device open(ConversationId conversation) {
    onLoop(() -> {
      session.interests().hold(conversation);
      session.interests().release(conversation, List.of(), 0);
    });
    return this;
  }

  /** Runs a task on the loop and waits for it. */
  void onLoop(Runnable task) {
    CompletableFuture.runAsync(task, loop).join();
  }

  /** Stops or starts taking frames, as a socket whose peer does not read. */
  void writable(boolean now) {
    onLoop(() -> writable = now);
    if (now) {
      wake();
    }
  }

  <T extends ServerFrame> List<T> of(Class<T> type) {
    return received.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(task);
  }

  @Override
  public boolean inLoop() {
    return loop.inLoop();
  }

  @Override
  public void wake() {
    loop.execute(() -> session.drain(this));
  }

  @Override
  public void close(CloseCode code, String reason) {
    closes.add(code);
  }

  @Override
  public void reset(CloseCode code) {
    resets.add(code);
  }

  @Override
  public boolean hasUnflushed() {
    return unflushed;
  }

  @Override
  public int loop() {
    return number;
  }

  @Override
  public boolean open() {
    return writable;
  }

  @Override
  public void frame(EncodedFrame frame) {
    byte[] bytes = frame.bytes();
    int header = (bytes[1] & 0x7F) == 126 ? 4 : (bytes[1] & 0x7F) == 127 ? 10 : 2;
    String json =
        new String(Arrays.copyOfRange(bytes, header, bytes.length), StandardCharsets.UTF_8);
    if (!json.equals("{}")) {
      texts.add(json);
      received.add(CODEC.decodeServerFrame(json));
    }
  }

  @Override
  public void reply(long id, Result result) {
    throw new IllegalStateException("no replies in these tests");
  }

  @Override
  public void error(ErrorFrame error) {
    received.add(error);
  }

  @Override
  public void close() {
    sessions.remove(session);
    hold.close();
  }
}
