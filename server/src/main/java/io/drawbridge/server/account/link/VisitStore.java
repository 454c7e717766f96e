package io.drawbridge.server.account.link;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.VisitedWorkspace;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the workspaces in which somebody is without a seat (HCL-29). */
public final class VisitStore {
  /**
   * A workspace, and the fact by which it may be shown: a path that leads to something in it; of a
   * guest there is none, and nothing of the workspace but its name.
   */
  public record Visit(VisitedWorkspace workspace, Tag witness) {}

  /**
   * Those to which an active path leads, or where they are a guest, in the order of their names.
   */
  public List<Visit> of(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select w.id, w.name, p.conversation, d.epoch
            from (
              select o.domain, min(o.conversation) as conversation
              from (
                select a.domain, a.conversation from paths_of(:account) a
                union all
                select g.domain, null from held_guest g
                where g.person = :account and not exists (
                  select from suspended s where s.person = g.person and s.domain = g.domain)) o
              group by o.domain) p
            join domain d on d.id = p.domain
            join workspace w on w.id = d.workspace
            where not exists (
              select from held_seat s where s.person = :account and s.domain = p.domain)
            order by lower(w.name), w.id
            limit :max
            """)
        .bind("account", account.value())
        .bind("max", Limits.VISITED_WORKSPACES_MAX)
        .map(row -> {
          WorkspaceId workspace = new WorkspaceId(row.getColumn("id", Long.class));
          @Nullable Long conversation = row.getColumn("conversation", Long.class);
          return new Visit(
              new VisitedWorkspace(workspace, row.getColumn("name", String.class)),
              conversation == null
                  ? Tag.OWN
                  : new Tag.Conversation(
                      new DomainId(workspace.value()),
                      new ConversationId(conversation),
                      row.getColumn("epoch", Long.class)));
        })
        .list();
  }
}
