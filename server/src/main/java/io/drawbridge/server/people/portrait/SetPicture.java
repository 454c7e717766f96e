package io.drawbridge.server.people.portrait;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.picture.Portraits;
import io.drawbridge.server.file.picture.Portraits.Outcome;
import io.drawbridge.server.file.picture.Thumbnail;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code account.set_picture}: drawn outside the transaction, on the account's own log. */
final class SetPicture implements Handler<AccountCommand.SetPicture, Done> {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Changes changes;
  private final Portraits portraits;
  private final PortraitStore store = new PortraitStore();

  SetPicture(Changes changes, Portraits portraits) {
    this.changes = changes;
    this.portraits = portraits;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, AccountCommand.SetPicture command) {
    Optional<Thumbnail> drawn = command.image().map(this::drawn);
    return changes
        .ofAccount(
            caller.account(),
            changes.request(caller, command, Done.class),
            tx -> {
              drawn.ifPresentOrElse(
                  picture -> store.set(tx.handle(), caller.account(), picture),
                  () -> store.remove(tx.handle(), caller.account()));
              tx.wrote(fact(caller, drawn.isPresent()));
              return new Done();
            })
        .thenApply(changed -> Answer.own(changed.value()));
  }

  /** Records outlive the picture, so nothing of it is in them. */
  private static AuditFact fact(Caller caller, boolean given) {
    return AuditFact.changed(
        "account", caller.account(), Map.of(), Map.of("picture", given ? "given" : "none"));
  }

  private Thumbnail drawn(String image) {
    return switch (portraits.draw(Base64.getDecoder().decode(image))) {
      case Outcome.Drawn picture -> picture.portrait();
      case Outcome.NoPicture _ ->
          throw Failure.invalid("image: no picture (expected: a JPEG, PNG, GIF or WebP picture)");
      case Outcome.Busy _ -> throw Failure.busy("too many pictures are drawn", AGAIN);
    };
  }
}
