package io.drawbridge.server.delivery.audit;

import io.drawbridge.protocol.id.Id;
import io.drawbridge.server.delivery.log.Columns;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Rows of {@code audit} on their way into the statement that writes the log. */
public final class AuditRowsStore {
  /**
   * Writes one record for each epoch: what was bound, and what the change did to links, which the
   * statement finds by their epochs.
   */
  public static final String INSERT =
      """
      insert into audit
        (scope, epoch, workspace, action, actor, actor_kind, session, conversation, person, grp,
         address, reason, before, after)
      select :scope, r.epoch, coalesce(d.workspace, r.workspace), r.action, r.actor,
             coalesce(a.kind, 'server'),
             r.session, r.conversation, r.person, r.grp, decode(r.address, 'hex'), r.reason,
             l.before || r.before::jsonb, l.after || r.after::jsonb
      from unnest(:auditEpochs, :actions, :actors, :sessions, :workspaces, :conversations, :people,
                  :groups, :addresses, :reasons, :befores, :afters)
        as r (epoch, action, actor, session, workspace, conversation, person, grp, address, reason,
              before, after)
      cross join lateral links_written(:scope, r.epoch) l
      left join domain d on d.id = :scope
      left join account a on a.id = r.actor
      """;

  private final Columns columns =
      Columns.empty()
          .number("auditEpochs")
          .text("actions")
          .number("actors")
          .number("sessions")
          .number("workspaces")
          .number("conversations")
          .number("people")
          .number("groups")
          .text("addresses")
          .text("reasons")
          .text("befores")
          .text("afters");

  public void add(long epoch, AuditRecord record) {
    columns.add(
        epoch,
        record.action(),
        number(record.actor()),
        number(record.session()),
        number(record.workspace()),
        number(record.conversation()),
        number(record.person()),
        number(record.group()),
        record.address().orElse(null),
        record.reason().orElse(null),
        record.before(),
        record.after());
  }

  private static @Nullable Long number(Optional<? extends Id> id) {
    return id.map(Id::value).orElse(null);
  }

  public <S extends SqlStatement<S>> S bind(S statement) {
    return columns.bind(statement);
  }
}
