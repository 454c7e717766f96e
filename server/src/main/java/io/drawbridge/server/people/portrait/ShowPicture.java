package io.drawbridge.server.people.portrait;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.PeopleResult.Picture;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.people.Meetings;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code people.picture}: to whom the card is shown, and as that, with what both share as its
 * witness.
 */
final class ShowPicture implements Handler<PeopleCommand.ShowPicture, Picture> {
  private final Database database;
  private final Meetings meetings = new Meetings();
  private final PortraitStore store = new PortraitStore();

  ShowPicture(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Answer<Picture>> handle(Caller caller, PeopleCommand.ShowPicture command) {
    return CompletableFuture.completedStage(
        database.read(snapshot -> {
          Tag witness =
              command.person().equals(caller.account())
                  ? Tag.OWN
                  : meetings
                      .witness(snapshot, caller.account(), command.person())
                      .orElseThrow(Failure::notFound);
          return store
              .find(snapshot, command.person())
              .map(picture -> Answer.of(witness, picture))
              .orElseThrow(Failure::notFound);
        }));
  }
}
