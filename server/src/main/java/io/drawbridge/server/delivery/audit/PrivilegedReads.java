package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Records who looks at what only those see who run a workspace: before the answer, so that no look
 * goes unrecorded. The same look again within a while is no new record, and somebody who looks at
 * very many things has to wait: readers cannot flood the log. Thread-safe.
 */
public final class PrivilegedReads {
  /** The time in which the same look of the same person makes one record. */
  private static final Duration ONCE_WITHIN = Duration.ofMinutes(5);

  /** The records that one person makes within an hour by looking; more looks are refused. */
  private static final int RECORDS_PER_HOUR_MAX = 1_000;

  private static final Duration RETRY = Duration.ofMinutes(5);

  private final Database database;
  private final AuditNoteStore notes;

  public PrivilegedReads(Database database, FrameCodec codec) {
    this.database = database;
    this.notes = new AuditNoteStore(codec);
  }

  /**
   * Records a look. Blocks.
   *
   * @param action the wire name of the command
   * @param person at whom, if at one person
   * @throws Failure {@code rate_limited} if they have looked at too much
   */
  public void note(
      Caller caller, String action, WorkspaceId workspace, Optional<AccountId> person) {
    note(Looker.of(caller), action, workspace, person, Optional.empty());
  }

  /**
   * Records a look. Who the operator is the server cannot know: each look of theirs is recorded,
   * and none refused. Blocks.
   *
   * @param action the wire name of the command
   * @param person at whom, if at one person
   * @param conversation at something of which conversation, if of one
   * @throws Failure {@code rate_limited} if they have looked at too much
   */
  public void note(
      Looker looker,
      String action,
      WorkspaceId workspace,
      Optional<AccountId> person,
      Optional<ConversationId> conversation) {
    AuditNote note =
        new AuditNote(
            action,
            looker.caller().map(Caller::account),
            looker.caller().map(Caller::session),
            Optional.of(workspace),
            Optional.empty(),
            person,
            conversation,
            Optional.empty(),
            List.of());
    if (looker.caller().isEmpty()) {
      database.write(handle -> {
        notes.insert(handle, note);
        return note;
      });
      return;
    }
    AuditNoteStore.Noted noted =
        database.write(handle -> notes.insertOnce(handle, note, ONCE_WITHIN, RECORDS_PER_HOUR_MAX));
    if (noted == AuditNoteStore.Noted.TOO_MANY) {
      throw Failure.rateLimited(
          "too much was looked at (expected: at most %d records of it an hour)"
              .formatted(RECORDS_PER_HOUR_MAX),
          RETRY);
    }
  }
}
