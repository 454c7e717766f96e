package io.drawbridge.server.report;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Signals;
import java.util.List;

/**
 * Tells those who run a workspace how many reports are open, and nothing of which. Each of them is
 * told of those that are theirs to see.
 */
final class ReportNews {
  private static final int MODERATORS_MAX = 200;

  private final Database database;
  private final Signals signals;
  private final ReportStore store;

  ReportNews(Database database, Signals signals, ReportStore store) {
    this.database = database;
    this.signals = signals;
    this.store = store;
  }

  /** Tells it after a change. Blocks. */
  void changed(DomainId domain) {
    List<ReportStore.Moderator> moderators =
        database.query(handle -> store.moderators(handle, domain, MODERATORS_MAX));
    WorkspaceId workspace = new WorkspaceId(domain.value());
    moderators.forEach(it ->
        signals.send(
            List.of(it.person()),
            new Tag.Admin(domain, 0),
            new Event.ReportsOpen(workspace, it.open())));
  }
}
