package io.drawbridge.server.workspace.guest;

import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.delivery.audit.OwnAction;
import io.drawbridge.server.platform.Platform;
import java.time.Duration;

/**
 * Notes in the audit that the clock ended guests (HCL-2). They are none from that instant on,
 * whenever it is noted; a guest reaches nothing, so there is nothing to fence. Any node does it.
 */
public final class GuestEnds {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 100;

  private final Database database;
  private final AuditNoteStore notes;
  private final GuestStore store = new GuestStore();

  public GuestEnds(Platform platform) {
    this.database = platform.database();
    this.notes = new AuditNoteStore(platform.codec());
  }

  /** The task that does it again and again. */
  public PeriodicTask task() {
    return new PeriodicTask("noting the end of guests", EVERY, this::note);
  }

  /** Notes all whose time is over, in small transactions. Blocks. */
  void note() {
    while (database.write(
        handle -> {
          var over = store.expire(handle, BATCH);
          over.forEach(each ->
              notes.insert(
                  handle,
                  AuditNote.expired(
                      OwnAction.GUEST_EXPIRE,
                      new WorkspaceId(each.domain().value()),
                      each.person(),
                      GuestStore.expired(each.person()))));
          return !over.isEmpty();
        })) {
      // the next ones
    }
  }
}
