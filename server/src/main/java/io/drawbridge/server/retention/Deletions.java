package io.drawbridge.server.retention;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.trace.ContentTraceStore;
import io.drawbridge.server.retention.DeletionStore.Deletion;
import io.drawbridge.server.retention.DeletionStore.Full;
import io.drawbridge.server.retention.PartOfDeletion.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with deletions that have begun: ends everybody's access part by part, then deletes the
 * content. Rows say how far each has come, so any node goes on with what another one left.
 * Thread-safe.
 */
final class Deletions {
  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

  /**
   * Rows of each table that one transaction deletes; it shares the domain's lock, so a send does
   * not wait for it.
   */
  private static final int ROWS = 500;

  /** Conversations that a round leaves to the next one. */
  private static final int PASSED_MAX = 100;

  /** After so long somebody else goes on with ending access. */
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private static final int DELETIONS_MAX = 20;

  private final Database database;
  private final Changes changes;
  private final PartOfDeletion parts;
  private final DeletionStore store = new DeletionStore();
  private final ContentTraceStore traces = new ContentTraceStore();
  private volatile boolean closed;
  private volatile int waiting;

  Deletions(Database database, Changes changes, PartOfDeletion parts) {
    this.database = database;
    this.changes = changes;
    this.parts = parts;
  }

  /** Ends all access that is left; completes with the parts that did, after their fences. */
  CompletionStage<List<Changed<Part>>> end(Deletion deletion) {
    return end(deletion, List.of());
  }

  private CompletionStage<List<Changed<Part>>> end(Deletion deletion, List<Changed<Part>> done) {
    boolean through = database.query(handle -> store.open(handle, deletion.root(), 1)).isEmpty();
    if (through) {
      return CompletableFuture.completedStage(done);
    }
    return changes
        .run(
            deletion.domain(),
            ChangeRequest.<Part>own(ConversationCommand.Delete.class, deletion.actor()),
            tx -> parts.end(tx, deletion.root(), 0))
        .thenCompose(part -> {
          List<Changed<Part>> all = new ArrayList<>(done);
          all.add(part);
          return end(deletion, all);
        });
  }

  /** Goes on with what was left halfway, and deletes all content that nobody reaches. Blocks. */
  void round() {
    for (Deletion each :
        database.query(handle -> store.halfway(handle, LEFT_ALONE, DELETIONS_MAX))) {
      end(each)
          .whenComplete((_, failed) -> {
            if (failed != null) {
              LOG.atLevel(Outage.level(failed))
                  .setCause(failed)
                  .log("deleting conversation {} failed", each.root().value());
            }
          });
    }
    empty();
    waiting = database.query(store::waiting);
  }

  /** Deleted conversations that had content at the end of the last round. */
  int waiting() {
    return waiting;
  }

  /**
   * Deletes what is left of conversations that nobody reaches, in small transactions. One that
   * fails does not keep the others: it is tried again in the next round. Blocks.
   */
  void empty() {
    Set<ConversationId> passed = new HashSet<>();
    Optional<Full> next = database.query(handle -> store.full(handle, passed));
    while (next.isPresent() && !closed && passed.size() < PASSED_MAX) {
      if (!empty(next.get())) {
        passed.add(next.get().conversation());
      }
      next = database.query(handle -> store.full(handle, passed));
    }
  }

  /** Deletes some of one; false if somebody else does, a hold keeps it, or it failed. */
  private boolean empty(Full full) {
    try {
      return database.write(handle -> {
        // A hold is placed before this or after it.
        DomainLockStore.share(handle, full.domain());
        if (!store.takes(handle, full.conversation())) {
          return false;
        }
        if (traces.deleteAll(handle, full.conversation(), ROWS) == 0) {
          store.emptied(handle, full.conversation());
        }
        return true;
      });
    } catch (RuntimeException failed) {
      LOG.atLevel(Outage.level(failed))
          .setCause(failed)
          .log("deleting the content of conversation {} failed", full.conversation().value());
      return false;
    }
  }

  void close() {
    closed = true;
  }
}
