package io.drawbridge.server.account;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.people.VisitedWorkspace;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult.Me;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.link.SeatStore;
import io.drawbridge.server.account.link.VisitStore;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.Answer.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Tells the caller who they are, the workspaces they have a seat in, and those they visit. */
public final class ShowMe implements Handler<AccountCommand.Me, Me> {
  private final Database database;
  private final AccountStore accounts;
  private final SeatStore seats;
  private final VisitStore visits = new VisitStore();

  /** A workspace of the account, each judged by a fact of its own. */
  private sealed interface Home {
    record Own(WorkspaceView workspace) implements Home {}

    record Visited(VisitedWorkspace workspace) implements Home {}
  }

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
          List<Part<Home>> homes = new ArrayList<>();
          seats
              .of(handle, caller.account())
              .forEach(seat ->
                  homes.add(
                      new Part<>(
                          new Tag.Seat(seat.domain(), seat.epoch()), new Home.Own(seat.view()))));
          visits
              .of(handle, caller.account())
              .forEach(visit ->
                  homes.add(new Part<>(visit.witness(), new Home.Visited(visit.workspace()))));
          return Answer.joined(Tag.OWN, homes, passed -> me(account, passed));
        }));
  }

  private static Me me(AccountStore.Account account, List<Home> homes) {
    return new Me(
        account.id(),
        account.name(),
        account.email(),
        account.passwordHash().isPresent(),
        account.card(),
        account.locale(),
        homes.stream()
            .flatMap(home -> home instanceof Home.Own(var own) ? Stream.of(own) : Stream.empty())
            .toList(),
        homes.stream()
            .flatMap(home ->
                home instanceof Home.Visited(var visited) ? Stream.of(visited) : Stream.empty())
            .toList());
  }
}
