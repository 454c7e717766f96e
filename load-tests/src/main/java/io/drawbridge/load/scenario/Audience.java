package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.EmbeddedDatabase;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A group of externals on our server, all of them connected and with the group open. */
final class Audience {
  /** A method is compiled for good after some ten thousand calls. */
  private static final int WARM_UP_SENDS = 10_000;

  private static final int WARM_UP_WINDOW = 64;

  private final Workspace workspace;
  private final SocketDoor sender;

  private Audience(Workspace workspace, SocketDoor sender) {
    this.workspace = workspace;
    this.sender = sender;
  }

  /** Invites, connects and warms up; {@code length} is that of one sample. */
  static ClosedLoop gather(Testbed testbed, Sockets sockets, int receivers, Duration length)
      throws IOException, InterruptedException {
    Workspace workspace = testbed.workspace();
    ConversationId group = workspace.group("Fanout");
    List<Reader> readers = Reader.gather(testbed, sockets, group, receivers);
    Audience audience =
        new Audience(
            workspace,
            new SocketDoor(sockets, testbed.server().uri(), workspace.owner().accessToken()));
    ConversationId alone = workspace.group("Warm-up");
    audience.warmUp(alone, WARM_UP_WINDOW);
    audience.warmUp(alone, 1);
    EmbeddedDatabase database = EmbeddedDatabase.of(testbed.server());
    return new ClosedLoop(
        readers.stream().map(Reader::events).toList(),
        number -> audience.sender.call(audience.send(group, number)),
        () -> Used.now(testbed.server()::cpu, database::cpu),
        length);
  }

  /**
   * Sends that nobody else gets: the way to the commit, many in a batch and each by itself, as
   * often as a compiler needs to see it.
   */
  private void warmUp(ConversationId alone, int inFlight) throws InterruptedException {
    Semaphore window = new Semaphore(inFlight);
    for (int number = 0; number < WARM_UP_SENDS; number++) {
      await(window, 1);
      var _ = sender.call(send(alone, number)).thenRun(window::release);
    }
    await(window, inFlight);
  }

  private static void await(Semaphore window, int places) throws InterruptedException {
    if (!window.tryAcquire(places, 1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a send of the warm-up was refused or not answered");
    }
  }

  private MessageCommand.Send send(ConversationId group, int number) {
    return new MessageCommand.Send(
        workspace.clientId(),
        group,
        Deliveries.text(number, FanoutScenario.TEXT_BYTES),
        Optional.empty());
  }
}
