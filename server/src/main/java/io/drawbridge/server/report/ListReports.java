package io.drawbridge.server.report;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.result.PeopleResult.Reports;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code report.list}: shows reports with the texts that were kept; that it was is recorded. */
final class ListReports {
  private final AccessGate gate;
  private final Database database;
  private final PrivilegedReads reads;
  private final ReportListStore store = new ReportListStore();

  ListReports(AccessGate gate, Database database, PrivilegedReads reads) {
    this.gate = gate;
    this.database = database;
    this.reads = reads;
  }

  private record Page(long epoch, List<ReportListStore.Row> rows) {}

  CompletionStage<Answer<Reports>> handle(Caller caller, PeopleCommand.ListReports command) {
    Moderation ground =
        command
            .conversation()
            .map(it -> Moderation.of(gate, caller, it))
            .orElseGet(() -> Moderation.of(gate, caller, command.workspace().orElseThrow()));
    ReportPlace after = command.after().map(ReportPlace::parse).orElse(ReportPlace.BEGIN);
    reads.note(
        Looker.of(caller),
        command.type(),
        ground.workspace(),
        Optional.empty(),
        ground.conversation());
    int limit = command.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    Page page =
        database.read(snapshot ->
            new Page(
                EpochStore.of(snapshot, ground.domain()),
                store.page(
                    snapshot,
                    ground.domain(),
                    ground.conversation(),
                    caller.account(),
                    command.open(),
                    after,
                    limit + 1)));
    boolean more = page.rows().size() > limit;
    List<ReportListStore.Row> shown = more ? page.rows().subList(0, limit) : page.rows();
    return CompletableFuture.completedFuture(
        Answer.of(
            ground.tag(page.epoch()),
            new Reports(
                shown.stream().map(ReportListStore.Row::report).toList(),
                more ? Optional.of(shown.getLast().place().text()) : Optional.empty())));
  }
}
