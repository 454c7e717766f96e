package io.drawbridge.server.report;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.platform.Platform;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code report.file}: keeps the text of a message for those who moderate, and tells them. */
final class FileReport {
  private static final Duration RETRY = Duration.ofHours(1);

  private final AccessGate gate;
  private final Platform platform;
  private final ReportStore store;
  private final ReportNews news;

  FileReport(AccessGate gate, Platform platform, ReportStore store, ReportNews news) {
    this.gate = gate;
    this.platform = platform;
    this.store = store;
    this.news = news;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, PeopleCommand.FileReport command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    ReportId id = new ReportId(platform.ids().next());
    ReportStore.Filed filed =
        platform
            .database()
            .write(handle -> store.file(handle, permit, id, command, Limits.REPORTS_PER_DAY_MAX));
    switch (filed) {
      case FILED -> news.changed(permit.conversation().domain());
      case AGAIN -> {
        // Once for each person and message.
      }
      case ABSENT -> throw Failure.notFound();
      case OWN -> throw Failure.invalid("pos: a message of one's own (expected: of another)");
      case TOO_MANY ->
          throw Failure.rateLimited(
              "reports: %d within a day (expected: at most %d)"
                  .formatted(Limits.REPORTS_PER_DAY_MAX, Limits.REPORTS_PER_DAY_MAX),
              RETRY);
    }
    return CompletableFuture.completedFuture(
        Answer.of(
            new Tag.Conversation(permit.conversation().domain(), command.conversation(), 0),
            new Done()));
  }
}
