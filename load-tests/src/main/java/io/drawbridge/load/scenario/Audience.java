package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.MailSink;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Sockets.Socket;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.AccountResult;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.GroupCommand;
import io.drawbridge.protocol.frame.InterestCommand;
import io.drawbridge.protocol.frame.MessageCommand;
import io.drawbridge.protocol.frame.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A group of externals on our server, all of them connected and with the group open. */
final class Audience {
  /** A method is compiled for good after some ten thousand calls. */
  private static final int WARM_UP_SENDS = 20_000;

  private static final int WARM_UP_WINDOW = 64;

  private final FrameCodec codec = new FrameCodec();
  private final Sockets sockets;
  private final ServerProcess server;
  private final HttpDoor door;
  private final Workspace workspace;

  private Audience(Sockets sockets, ServerProcess server, HttpDoor door, Workspace workspace) {
    this.sockets = sockets;
    this.server = server;
    this.door = door;
    this.workspace = workspace;
  }

  /** Invites, connects and warms up; {@code length} is that of one sample. */
  static ClosedLoop gather(
      ServerProcess server,
      HttpDoor door,
      MailSink mails,
      Sockets sockets,
      int receivers,
      Duration length)
      throws IOException, InterruptedException {
    Workspace workspace = Workspace.make(server, door, mails);
    return new Audience(sockets, server, door, workspace).loop(receivers, length);
  }

  private ClosedLoop loop(int receivers, Duration length) throws IOException, InterruptedException {
    ConversationId group = group("Fanout");
    List<Switch> frames = new ArrayList<>();
    List<CompletableFuture<Void>> ready = new ArrayList<>();
    for (AccountResult.Tokens reader : workspace.externals(group, "reader", receivers)) {
      Switch each = new Switch();
      frames.add(each);
      ready.add(open(connect(reader, each), each, group));
    }
    CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
    Switch answers = new Switch();
    Socket sender = connect(workspace.owner(), answers);
    warmUp(sender, answers);
    EmbeddedDatabase database = EmbeddedDatabase.of(server);
    return new ClosedLoop(
        frames,
        sender,
        number -> send(group, number),
        () -> Used.now(server::cpu, database::cpu),
        length);
  }

  private ConversationId group(String name) {
    GroupCommand.Create create =
        new GroupCommand.Create(
            workspace.clientId(), workspace.id(), name, Visibility.PRIVATE, List.of());
    return door.call(workspace.owner(), create).conversation().conversation();
  }

  private Socket connect(AccountResult.Tokens person, Switch frames) {
    return sockets.connect(server.uri(), Optional.of(person.accessToken().value()), frames).join();
  }

  private CompletableFuture<Void> open(Socket socket, Switch frames, ConversationId group) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    frames.to(payload -> {
      String text = Deliveries.text(payload);
      if (text.contains("\"type\":\"opened\"")) {
        opened.complete(null);
      } else if (text.contains("\"type\":\"error\"")) {
        opened.completeExceptionally(new IllegalStateException(text));
      }
    });
    socket.send(frame(1, new InterestCommand.Open(group, Optional.empty())));
    return opened;
  }

  /** Sends that nobody else gets: the way to the commit, as often as a compiler needs to see it. */
  private void warmUp(Socket sender, Switch answers) throws InterruptedException {
    ConversationId alone = group("Warm-up");
    Semaphore window = new Semaphore(WARM_UP_WINDOW);
    answers.to(payload -> {
      if (Deliveries.text(payload).startsWith("{\"type\":\"reply\"")) {
        window.release();
      }
    });
    for (int number = 0; number < WARM_UP_SENDS; number++) {
      if (!window.tryAcquire(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("send " + number + " of the warm-up was not answered");
      }
      sender.send(send(alone, number));
    }
    window.acquire(WARM_UP_WINDOW);
    answers.to(payload -> {});
  }

  private String send(ConversationId group, int number) {
    return frame(
        number + 1L,
        new MessageCommand.Send(
            workspace.clientId(),
            group,
            Deliveries.text(number, FanoutScenario.TEXT_BYTES),
            Optional.empty()));
  }

  private String frame(long id, Command<?> command) {
    return new String(codec.encode(new ClientFrame(id, command)), StandardCharsets.UTF_8);
  }
}
