package io.drawbridge.server.report;

import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditNote;
import io.drawbridge.server.delivery.audit.AuditNoteStore;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code report.resolve}: says what became of a report, with its record in the audit. */
final class ResolveReport {
  private final AccessGate gate;
  private final Platform platform;
  private final ReportStore store;
  private final AuditNoteStore notes;
  private final ReportNews news;

  ResolveReport(AccessGate gate, Platform platform, ReportStore store, ReportNews news) {
    this.gate = gate;
    this.platform = platform;
    this.store = store;
    this.notes = new AuditNoteStore(platform.codec());
    this.news = news;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, PeopleCommand.ResolveReport command) {
    ReportStore.Place place =
        platform
            .database()
            .query(handle -> store.place(handle, command.report()))
            .orElseThrow(Failure::notFound);
    Moderation ground = Moderation.of(gate, caller, place);
    platform
        .database()
        .write(handle -> {
          store.resolve(handle, command.report(), caller.account(), command.outcome());
          notes.insert(handle, note(caller, command, place));
          return place;
        });
    news.changed(place.domain());
    return CompletableFuture.completedFuture(Answer.of(ground.tag(0), new Done()));
  }

  private static AuditNote note(
      Caller caller, PeopleCommand.ResolveReport command, ReportStore.Place place) {
    return new AuditNote(
        command.type(),
        Optional.of(caller.account()),
        Optional.of(caller.session()),
        Optional.of(new WorkspaceId(place.domain().value())),
        Optional.empty(),
        Optional.of(place.author()),
        Optional.of(place.conversation()),
        Optional.empty(),
        List.of(AuditFact.became("report", command.report(), command.outcome().wire())));
  }
}
