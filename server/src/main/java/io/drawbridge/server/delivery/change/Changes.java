package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.Mutation;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.audit.ChangeSubject;
import io.drawbridge.server.delivery.change.MembershipLanes.AccountChange;
import io.drawbridge.server.delivery.change.MembershipLanes.Change;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.log.Idempotent;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the changes that commands ask for, each by one call: the permit knows its domain, the
 * command knows what the change is called and what it is about, and by its client id it is made
 * once. The record for the audit is written with it. Thread-safe.
 */
public final class Changes {
  private final MembershipLanes lanes;
  private final RequestKeys keys;
  private final Database database;
  private final RememberedAnswers answers;

  public Changes(MembershipLanes lanes, Database database, FrameCodec codec) {
    this.lanes = lanes;
    this.keys = new RequestKeys(codec);
    this.database = database;
    this.answers = new RememberedAnswers(codec);
  }

  /**
   * Makes a change that the permit allows; it is decided again under the lock.
   *
   * @param answer the type of what the change returns, which a repeated command is told again
   */
  public <C extends Command<?> & Mutation, T> CompletionStage<Changed<T>> run(
      Permit permit, C command, Class<T> answer, Change<T> change) {
    return lanes.submit(
        permit.domain(), request(permit.caller(), command, answer).by(permit), change);
  }

  /** Makes a change whose right the change itself decides. */
  public <T> CompletionStage<Changed<T>> run(
      DomainId domain, ChangeRequest<T> request, Change<T> change) {
    return lanes.submit(domain, request, change);
  }

  /** What a part of a long change did, as a repeated command is told again. */
  public interface Part {
    /** Returns whether another part follows. */
    boolean more();
  }

  /** One part of a long change, which begins where the one before stopped. */
  public interface PartChange<P> {
    P apply(ChangeTransaction tx, Optional<P> before);
  }

  /**
   * Makes a long change part by part, one after the other, so that nobody who writes waits for all
   * of it. If it fails halfway, a repeated command goes on where it stopped.
   */
  public <C extends Command<?> & Mutation, P extends Part>
      CompletionStage<List<Changed<P>>> inParts(
          Permit permit, C command, Class<P> answer, PartChange<P> change) {
    return inParts(permit, command, answer, change, List.of());
  }

  private <C extends Command<?> & Mutation, P extends Part>
      CompletionStage<List<Changed<P>>> inParts(
          Permit permit, C command, Class<P> answer, PartChange<P> change, List<Changed<P>> done) {
    Optional<P> before = done.isEmpty() ? Optional.empty() : Optional.of(done.getLast().value());
    return lanes
        .submit(
            permit.domain(),
            step(permit.caller(), command, "part %d".formatted(done.size()), answer).by(permit),
            tx -> change.apply(tx, before))
        .thenCompose(part -> {
          List<Changed<P>> all = new ArrayList<>(done);
          all.add(part);
          return part.value().more()
              ? inParts(permit, command, answer, change, all)
              : CompletableFuture.completedStage(all);
        });
  }

  /**
   * Makes a change under the lock, by the permit, and takes it back: to see what would come of it.
   * Nothing of it is committed, told or repeated.
   */
  public <T> CompletionStage<T> rehearse(
      Permit permit, Class<? extends Command<?>> command, Change<T> change) {
    AtomicReference<T> seen = new AtomicReference<>();
    Failure over = Failure.of(ErrorCode.CONFLICT, "the rehearsal is over");
    return lanes
        .<T>submit(
            permit.domain(),
            ChangeRequest.<T>own(command, permit.caller()).by(permit),
            tx -> {
              seen.set(change.apply(tx));
              throw over;
            })
        .handle((_, failed) -> {
          if (failed == over || failed.getCause() == over) {
            return seen.get();
          }
          throw failed instanceof CompletionException wrapped
              ? wrapped
              : new CompletionException(failed);
        });
  }

  /** Makes a request of the caller's command, for a change without a permit. */
  public <C extends Command<?> & Mutation, T> ChangeRequest<T> request(
      Caller caller, C command, Class<T> answer) {
    return ChangeRequest.of(
        caller,
        command.type(),
        new Idempotent<>(keys.of(caller, command), answer),
        ChangeSubject.of(command));
  }

  /**
   * Finds the answer of an earlier attempt with the same key. Blocks; the maker of the change need
   * not ask.
   *
   * @throws io.drawbridge.server.failure.Failure {@code client_id_reused} if it was another command
   */
  public <T> Optional<T> earlier(ChangeRequest<T> request) {
    return request
        .once()
        .flatMap(once -> database.query(handle -> answers.find(handle, once.key(), once.answer())))
        .map(RememberedAnswers.Answered::value);
  }

  /** Makes a change of an account's own log: its sessions, and what opens it. */
  public <T> CompletionStage<Changed<T>> ofAccount(
      AccountId account, ChangeRequest<T> request, AccountChange<T> change) {
    return lanes.submitAccount(account, request, change);
  }

  /**
   * Makes a request of one further step of the command.
   *
   * @param step its name among the command's steps
   */
  public <C extends Command<?> & Mutation, T> ChangeRequest<T> step(
      Caller caller, C command, String step, Class<T> answer) {
    return ChangeRequest.of(
        caller,
        command.type(),
        new Idempotent<>(keys.step(caller, command, step), answer),
        ChangeSubject.of(command));
  }
}
