package io.drawbridge.server.account;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.session.SessionLife;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/** The account log without sockets: commits the change, then moves the session register. */
final class AccountLanes implements MembershipLanes {
  private final Database database;
  private volatile SessionLife life;

  AccountLanes(Database database) {
    this.database = database;
    this.life = new NoLife();
  }

  void tell(SessionLife sessionLife) {
    this.life = sessionLife;
  }

  @Override
  public <T> CompletionStage<Changed<T>> submitAccount(
      AccountId account, AccountId actor, AccountChange<T> change) {
    T value =
        database.write((Handle handle) -> {
          handle.execute("select pg_advisory_xact_lock(?)", account.value());
          return change.apply(handle);
        });
    life.refresh(account);
    Receipt receipt =
        new Receipt(
            Optional.of(Instant.now()),
            List.of(),
            List.of(),
            new Phases(0, 0, 0, 0),
            Optional.empty());
    return CompletableFuture.completedStage(new Changed<>(value, 1, Optional.of(receipt)));
  }

  @Override
  public <T> CompletionStage<Changed<T>> submit(
      Permit permit, DomainId domain, Idempotent<T> once, Change<T> change) {
    throw new UnsupportedOperationException("no domains here");
  }

  @Override
  public <T> CompletionStage<Changed<T>> submitAsServer(
      DomainId domain, AccountId actor, Optional<Idempotent<T>> once, Change<T> change) {
    throw new UnsupportedOperationException("no domains here");
  }

  private static final class NoLife implements SessionLife {
    @Override
    public void refresh(AccountId account) {
      // nobody listens yet
    }

    @Override
    public Optional<SessionEnd> ended(SessionId session) {
      return Optional.empty();
    }
  }
}
