package io.drawbridge.server.backup;

import io.drawbridge.server.delivery.audit.OwnAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The questions of a backup to the database, beside the rows of its tables. */
final class BackupStore {
  /** The newest change of access, and the newest message. */
  record Newest(Optional<Instant> change, Optional<Instant> message) {}

  Newest newest(Handle handle) {
    return handle
        .createQuery(
            "select (select max(at) from audit) as change, (select max(sent_at) from message) as"
                + " message")
        .map((row, context) -> new Newest(instant(row, "change"), instant(row, "message")))
        .one();
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /**
   * A file that has bytes.
   *
   * @param whole all of them are there, or were deleted meanwhile
   */
  record StoredFile(long id, boolean whole) {}

  /** The files whose bytes a backup needs: of messages, held ones, and uploads under way. */
  List<StoredFile> files(Handle handle) {
    return handle
        .createQuery(
            """
            select id, bool_or(whole) as whole
            from (select id, pos is not null as whole from file where received > 0
                  union all
                  select id, true from held_file) f
            group by id order by id
            """)
        .map((row, context) -> new StoredFile(row.getLong("id"), row.getBoolean("whole")))
        .list();
  }

  /** Whether somebody has an account, or a workspace, here. */
  boolean inhabited(Handle handle) {
    return handle
        .createQuery("select exists (select from account) or exists (select from workspace)")
        .mapTo(Boolean.class)
        .one();
  }

  boolean hasTable(Handle handle, String name) {
    return handle
        .createQuery("select to_regclass(?) is not null")
        .bind(0, name)
        .mapTo(Boolean.class)
        .one();
  }

  /** Notes a backup, for the operator. */
  int noteBackup(Handle handle) {
    return handle.execute(
        """
        insert into audit_note (action, actor_kind, told) values (?, 'server', '[]')
        """,
        OwnAction.SERVER_BACKUP.wire());
  }

  /** Notes in the log of every workspace that the server went back in time. */
  int noteRestore(Handle handle, String cause, Optional<Instant> to) {
    return handle
        .createUpdate(
            """
            insert into audit_note (workspace, action, actor_kind, told)
            select id, :action, 'server', jsonb_build_array(jsonb_strip_nulls(
              jsonb_build_object('what', 'server', 'cause', :cause, 'to', cast(:to as text))))
            from workspace
            """)
        .bind("action", OwnAction.SERVER_RESTORE.wire())
        .bind("cause", cause)
        .bind("to", to.map(Instant::toString))
        .execute();
  }
}
