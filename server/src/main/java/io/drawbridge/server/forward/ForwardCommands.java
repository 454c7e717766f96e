package io.drawbridge.server.forward;

import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.file.FileTransfers;
import io.drawbridge.server.platform.Platform;

/** The commands about messages that are passed on, ready to be registered. */
public final class ForwardCommands implements Feature {
  private final ForwardMessage forward;
  private final ShowPlaces places;

  public ForwardCommands(
      Platform platform, AccessGate gate, WriterLanes lanes, FileTransfers transfers) {
    this.forward =
        new ForwardMessage(
            platform,
            gate,
            lanes,
            new PassedOn(platform.database(), gate),
            new FileCopies(platform, transfers));
    this.places = new ShowPlaces(platform.database(), gate);
  }

  @Override
  public void register(Commands commands) {
    commands.on(WritingCommand.Forward.class, forward::handle);
    commands.on(WritingCommand.ShowSource.class, places::source);
    commands.on(WritingCommand.ListThreads.class, places::threads);
  }
}
