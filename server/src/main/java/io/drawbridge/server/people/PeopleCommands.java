package io.drawbridge.server.people;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.facts.Conversations;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.platform.Platform;

/** The commands that find and show people, ready to be registered. */
public final class PeopleCommands implements Feature {
  private final FindPeople find;
  private final ShowPerson show;

  public PeopleCommands(Platform platform, AccessGate gate, Conversations conversations) {
    this.show = new ShowPerson(platform.database(), conversations);
    this.find = new FindPeople(gate, platform.database());
  }

  @Override
  public void register(Commands commands) {
    commands.on(PeopleCommand.Find.class, find::handle);
    commands.on(PeopleCommand.Show.class, show);
  }
}
