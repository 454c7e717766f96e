package io.drawbridge.server.people.portrait;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.file.picture.Portraits;

/** The commands about people's pictures, ready to be registered. */
public final class PortraitCommands implements Feature {
  private final Portraits portraits = new Portraits(Limits.PICTURE_EDGE);
  private final SetPicture set;
  private final ShowPicture show;

  public PortraitCommands(Database database, Changes changes) {
    this.set = new SetPicture(changes, portraits);
    this.show = new ShowPicture(database);
  }

  @Override
  public void register(Commands commands) {
    commands.on(AccountCommand.SetPicture.class, set);
    commands.on(PeopleCommand.ShowPicture.class, show);
  }

  @Override
  public void close() {
    portraits.close();
  }
}
