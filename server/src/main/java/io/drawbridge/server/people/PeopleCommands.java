package io.drawbridge.server.people;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;

/** The commands that find people, ready to be registered. */
public final class PeopleCommands {
  private final FindPeople find;

  public PeopleCommands(AccessGate gate, Database database) {
    this.find = new FindPeople(gate, database);
  }

  public void register(Commands commands) {
    commands.on(PeopleCommand.Find.class, find::handle);
  }
}
