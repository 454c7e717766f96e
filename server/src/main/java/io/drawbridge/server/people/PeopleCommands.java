package io.drawbridge.server.people;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;

/** The commands that find people, ready to be registered. */
public final class PeopleCommands implements Feature {
  private final FindPeople find;

  public PeopleCommands(Platform platform, AccessGate gate) {
    this.find = new FindPeople(gate, platform.database());
  }

  @Override
  public void register(Commands commands) {
    commands.on(PeopleCommand.Find.class, find::handle);
  }
}
