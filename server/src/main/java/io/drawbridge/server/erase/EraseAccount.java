package io.drawbridge.server.erase;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.protocol.result.AccountResult.AccountErased;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.facts.People;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.account.OwnerProof;
import io.drawbridge.server.account.credential.AccountStore;
import io.drawbridge.server.account.session.SessionStore;
import io.drawbridge.server.audit.chain.SealRecords;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.JoinedReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.erase.PartOfErasure.Erased;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code account.erase}: ends all that somebody has anywhere, domain by domain, and then their
 * account (G-9, D15, D17). Until its last step the account is there, and a repeated command goes on
 * where the earlier one stopped.
 */
final class EraseAccount implements Handler<AccountCommand.Erase, AccountErased> {
  /** Somebody who is added meanwhile is looked at again, so often. */
  private static final int ROUNDS_MAX = 3;

  private final Database database;
  private final Changes changes;
  private final People people;
  private final OwnerProof proof;
  private final SealRecords seal;
  private final PartOfErasure parts;
  private final AccountStore accounts = new AccountStore();
  private final SessionStore sessions = new SessionStore();
  private final AccountErasureStore store = new AccountErasureStore();
  private final ErasureStore holds = new ErasureStore();

  EraseAccount(
      Database database,
      Changes changes,
      People people,
      OwnerProof proof,
      SealRecords seal,
      PartOfErasure parts) {
    this.database = database;
    this.changes = changes;
    this.people = people;
    this.proof = proof;
    this.seal = seal;
    this.parts = parts;
  }

  @Override
  public CompletionStage<Answer<AccountErased>> handle(
      Caller caller, AccountCommand.Erase command) {
    AccountStore.Account account =
        database
            .query(handle -> accounts.find(handle, caller.account()))
            .orElseThrow(Failure::notFound);
    AccountRules.erase(account.bot()).require();
    if (database.query(handle -> store.seated(handle, caller.account()))) {
      throw ErasureStore.memberOfSome();
    }
    if (account.passwordHash().isPresent() || account.email().isPresent()) {
      proof.require(caller, account, command.currentPassword());
    }
    // Before the first place is erased: each part asks again.
    requireNowhereHeld(caller.account());
    // Words can go only from records whose hash is in the chain.
    seal.all();
    // The request's key is stored: no hash of the password must be.
    Work work = new Work(caller, new AccountCommand.Erase(command.clientId(), Optional.empty()));
    return work.round(0).thenApply(_ -> Answer.own(work.answer()));
  }

  private void requireNowhereHeld(AccountId person) {
    database.query(handle -> {
      List<DomainId> domains = store.places(handle, person).stream().map(Place::domain).toList();
      holds.requireNotHeld(handle, domains, person, person);
      return true;
    });
  }

  /** One erasure on its way. */
  private final class Work {
    private final Caller caller;
    private final AccountCommand.Erase command;
    private final List<Changed<?>> done = new ArrayList<>();
    private final List<Erased> erased = new ArrayList<>();

    /**
     * The looks whether anything is left. A repeated command is told again of those that it had, so
     * only what it looks at itself counts.
     */
    private final AtomicInteger looks = new AtomicInteger();

    Work(Caller caller, AccountCommand.Erase command) {
      this.caller = caller;
      this.command = command;
    }

    /** Erases what there is everywhere, and then the account, unless something came meanwhile. */
    CompletionStage<Boolean> round(int number) {
      if (looks.get() >= ROUNDS_MAX) {
        throw Failure.of(
            ErrorCode.CONFLICT, "you were added somewhere meanwhile (expected: retry)");
      }
      CompletionStage<Boolean> all = CompletableFuture.completedStage(true);
      for (Place place : database.query(handle -> store.places(handle, caller.account()))) {
        all = all.thenCompose(_ -> part(place, number, 0));
      }
      return all.thenCompose(_ -> end(number))
          .thenCompose(ended -> ended ? CompletableFuture.completedStage(true) : round(number + 1));
    }

    private CompletionStage<Boolean> part(Place place, int round, int number) {
      return changes
          .run(
              place.domain(),
              changes.step(
                  caller,
                  command,
                  "round %d, domain %d, part %d".formatted(round, place.domain().value(), number),
                  Erased.class),
              tx -> parts.ofOneself(tx, place))
          .thenCompose(part -> {
            done.add(part);
            erased.add(part.value());
            return part.value().more()
                ? part(place, round, number + 1)
                : CompletableFuture.completedStage(true);
          });
    }

    private CompletionStage<Boolean> end(int round) {
      return changes
          .ofAccount(
              caller.account(),
              changes.step(caller, command, "end %d".formatted(round), Boolean.class),
              this::end)
          .thenApply(ended -> {
            done.add(ended);
            people.forget(caller.account());
            return ended.value();
          });
    }

    private boolean end(AuditedTransaction tx) {
      looks.incrementAndGet();
      if (store.seatedForGood(tx.handle(), caller.account())) {
        throw ErasureStore.memberOfSome();
      }
      if (store.somewhere(tx.handle(), caller.account())) {
        return false;
      }
      sessions.endAll(tx, caller.account(), Optional.empty(), SessionEnd.REVOKED);
      store.end(tx, caller.account());
      return true;
    }

    AccountErased answer() {
      return new AccountErased(
          erased.stream().mapToInt(Erased::grants).sum(),
          erased.stream().mapToInt(Erased::invitations).sum(),
          erased.stream().mapToInt(Erased::requests).sum(),
          JoinedReceipt.of(done, false));
    }
  }
}
