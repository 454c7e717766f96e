package io.drawbridge.client.api;

import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.LedgerResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Sends commands about the audit log of a workspace, about who could see what of it, and about
 * legal holds.
 */
public final class Audit {

  private final Commands commands;

  Audit(Commands commands) {
    this.commands = commands;
  }

  /** Lists a page of the records, the newest first; for admins. */
  public CompletableFuture<AuditResult.AuditRecords> list(
      WorkspaceId workspace, AuditFilter wanted, Optional<String> after) {
    return commands.call(
        new AuditCommand.ListRecords(workspace, Optional.of(wanted), after, Optional.empty()));
  }

  /**
   * Exports the whole log into a file that {@code ./drawbridge audit verify} checks. Completes when
   * all of it was written; fails if the right of the sender ends meanwhile.
   *
   * @param out is not closed; the caller's own, until this completes
   */
  public CompletableFuture<Void> export(WorkspaceId workspace, OutputStream out) {
    return parts(
        after -> new AuditCommand.Export(workspace, Optional.empty(), after),
        Optional.empty(),
        out);
  }

  /**
   * Exports the log from a position on.
   *
   * @param from the position of the first record, from 1
   * @param out is not closed; the caller's own, until this completes
   */
  public CompletableFuture<Void> export(WorkspaceId workspace, long from, OutputStream out) {
    return parts(
        after -> new AuditCommand.Export(workspace, Optional.of(from), after),
        Optional.empty(),
        out);
  }

  /**
   * Exports the log of one's own account in the same way: sign-ins, sessions, and what opens it.
   *
   * @param out is not closed; the caller's own, until this completes
   */
  public CompletableFuture<Void> exportOwn(OutputStream out) {
    return parts(AuditCommand.ExportOwn::new, Optional.empty(), out);
  }

  /**
   * Gets the server's signed word for when one lost a conversation; its text is to be kept as it
   * is, and {@code ./drawbridge audit verify-receipt} checks it.
   */
  public CompletableFuture<AuditResult.AuditReceipt> receipt(ConversationId conversation) {
    return commands.call(new AuditCommand.ShowReceipt(conversation));
  }

  /** Tells a page of those who could see a message, when, by what, and did it reach them. */
  public CompletableFuture<LedgerResult.MessageLedger> whoCouldSee(
      WorkspaceId workspace, ConversationId conversation, long pos, Optional<String> after) {
    return commands.call(
        new LedgerCommand.OfMessage(workspace, conversation, pos, after, Optional.empty()));
  }

  /**
   * Tells a page of what somebody could see; for admins.
   *
   * @param at when; empty: now
   */
  public CompletableFuture<LedgerResult.PersonLedger> whatCouldSee(
      WorkspaceId workspace, AccountId person, Optional<Instant> at, Optional<String> after) {
    return commands.call(
        new LedgerCommand.OfPerson(workspace, person, at, after, Optional.empty()));
  }

  /** Tells why somebody can see a conversation now, or why not; for admins. */
  public CompletableFuture<LedgerResult.Reasons> why(
      WorkspaceId workspace, AccountId person, ConversationId conversation) {
    return commands.call(new LedgerCommand.Why(workspace, person, conversation));
  }

  /** Tells which devices say that they keep nothing of what their person lost; for admins. */
  public CompletableFuture<LedgerResult.DevicePurges> purges(
      WorkspaceId workspace, AccountId person, ConversationId conversation) {
    return commands.call(new LedgerCommand.Purges(workspace, person, conversation));
  }

  /** Keeps what is written in a conversation, until the hold is lifted; for owners. */
  public CompletableFuture<AuditResult.Hold> hold(
      WorkspaceId workspace, ConversationId conversation, String reason) {
    return commands.call(
        new AuditCommand.PlaceHold(
            commands.nextClientId(),
            workspace,
            Optional.of(conversation),
            Optional.empty(),
            reason));
  }

  /** Keeps what somebody writes anywhere in the workspace, in the same way. */
  public CompletableFuture<AuditResult.Hold> hold(
      WorkspaceId workspace, AccountId person, String reason) {
    return commands.call(
        new AuditCommand.PlaceHold(
            commands.nextClientId(), workspace, Optional.empty(), Optional.of(person), reason));
  }

  /** Lifts a hold; what it alone kept goes. */
  public CompletableFuture<Done> lift(WorkspaceId workspace, HoldId hold) {
    return commands.call(
        new AuditCommand.LiftHold(commands.nextClientId(), workspace, hold, Optional.empty()));
  }

  /** Lists the holds that stand; for owners. */
  public CompletableFuture<AuditResult.Holds> holds(WorkspaceId workspace) {
    return commands.call(new AuditCommand.ListHolds(workspace));
  }

  /** Reads a page of what a hold keeps, with all that people took away since; for owners. */
  public CompletableFuture<AuditResult.HeldItems> held(
      WorkspaceId workspace, HoldId hold, Optional<String> after) {
    return commands.call(new AuditCommand.ReadHold(workspace, hold, after, Optional.empty()));
  }

  private CompletableFuture<Void> parts(
      Function<Optional<String>, Command<AuditResult.AuditPart>> part,
      Optional<String> from,
      OutputStream out) {
    return commands
        .call(part.apply(from))
        .thenComposeAsync(given -> {
          try {
            out.write(given.text().getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return given.next().isPresent()
              ? parts(part, given.next(), out)
              : CompletableFuture.<Void>completedFuture(null);
        });
  }
}
