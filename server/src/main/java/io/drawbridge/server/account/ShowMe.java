package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult.Me;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells the caller who they are, and the workspaces they have a seat in. */
public final class ShowMe implements Handler<AccountCommand.Me, Me> {
  private final Database database;
  private final AccountStore accounts;
  private final SeatStore seats;

  public ShowMe(Database database, AccountStore accounts, SeatStore seats) {
    this.database = database;
    this.accounts = accounts;
    this.seats = seats;
  }

  @Override
  public CompletionStage<Answer<Me>> handle(Caller caller, AccountCommand.Me command) {
    return CompletableFuture.completedStage(
        database.read(handle -> {
          AccountStore.Account account =
              accounts.find(handle, caller.account()).orElseThrow(Failure::notFound);
          List<Part<WorkspaceView>> workspaces =
              seats.of(handle, caller.account()).stream()
                  .map(seat -> new Part<>(new Tag.Seat(seat.domain(), seat.epoch()), seat.view()))
                  .toList();
          return Answer.joined(
              Tag.OWN,
              workspaces,
              passed ->
                  new Me(
                      account.id(),
                      account.name(),
                      account.email(),
                      account.passwordHash().isPresent(),
                      account.card(),
                      account.locale(),
                      passed));
        }));
  }
}
