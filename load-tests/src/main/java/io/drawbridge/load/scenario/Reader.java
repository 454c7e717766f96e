package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An external who is connected and has a group open.
 *
 * @param events where the events of the group go
 */
record Reader(SocketDoor door, Switch events) {
  /** Invites this many to the group, connects each, and has them open it. */
  static List<Reader> gather(Testbed testbed, Sockets sockets, ConversationId group, int count) {
    return testbed.workspace().externals(group, "reader", count).stream()
        .map(reader -> open(testbed, sockets, group, reader))
        .toList();
  }

  private static Reader open(
      Testbed testbed, Sockets sockets, ConversationId group, AccountResult.Tokens tokens) {
    Switch events = new Switch();
    SocketDoor door = new SocketDoor(sockets, testbed.server().uri(), tokens.accessToken(), events);
    door.call(new InterestCommand.Open(group, Optional.empty()))
        .orTimeout(1, TimeUnit.MINUTES)
        .join();
    return new Reader(door, events);
  }
}
