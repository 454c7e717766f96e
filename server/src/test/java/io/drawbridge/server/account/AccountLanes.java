package io.drawbridge.server.account;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.log.RememberedAnswers;
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
  private final RememberedAnswers answers = new RememberedAnswers(new FrameCodec());
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
      AccountId account, ChangeRequest<T> request, AccountChange<T> change) {
    T value =
        database.write((Handle handle) -> {
          handle.execute("select pg_advisory_xact_lock(?)", account.value());
          Optional<T> earlier =
              request
                  .once()
                  .flatMap(once -> answers.find(handle, once.key(), once.answer()))
                  .map(RememberedAnswers.Answered::value);
          return earlier.orElseGet(() -> apply(handle, request, change));
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

  private <T> T apply(Handle handle, ChangeRequest<T> request, AccountChange<T> change) {
    T value = change.apply(new Unrecorded(handle));
    request.once().ifPresent(once -> answers.remember(handle, once.key(), value));
    return value;
  }

  @Override
  public <T> CompletionStage<Changed<T>> submit(
      DomainId domain, ChangeRequest<T> request, Change<T> change) {
    throw new UnsupportedOperationException("no domains here");
  }

  /** A transaction whose record nobody keeps. */
  record Unrecorded(Handle handle) implements AuditedTransaction {
    @Override
    public void wrote(AuditFact fact) {
      // nobody asks
    }
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
