package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AuditCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.id.ReportId;
import io.drawbridge.protocol.moderation.ReportOutcome;
import io.drawbridge.protocol.moderation.ReportReason;
import io.drawbridge.protocol.moderation.ReportView;
import io.drawbridge.protocol.people.Blocked;
import io.drawbridge.protocol.result.AuditResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.PeopleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G-27: blocks, reports and exports, by lines that are typed. */
class ModeratedWireTest extends FakeTalk {
  private static final ReportId REPORT = new ReportId(9);

  @BeforeEach
  void answers() {
    server
        .on(PeopleCommand.Find.class, _ -> new PeopleResult.People(List.of(OLGA)))
        .on(PeopleCommand.Block.class, _ -> new Done())
        .on(PeopleCommand.Unblock.class, _ -> new Done())
        .on(
            PeopleCommand.ListBlocked.class,
            _ -> new PeopleResult.BlockedPeople(List.of(new Blocked(OLGA.id(), Instant.EPOCH))))
        .on(PeopleCommand.FileReport.class, _ -> new Done())
        .on(PeopleCommand.ResolveReport.class, _ -> new Done())
        .on(
            PeopleCommand.ListReports.class,
            _ ->
                new PeopleResult.Reports(
                    List.of(
                        new ReportView(
                            REPORT,
                            ROOM,
                            1,
                            OLGA,
                            Optional.of("rude\u001b[2J"),
                            Instant.EPOCH,
                            OLGA,
                            ReportReason.ABUSE,
                            Optional.of("see above"),
                            Instant.EPOCH,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())),
                    Optional.empty()));
  }

  @Test
  void peopleAreBlockedByNameOrNumber() {
    assertThat(talk("/block Ol", "/block", "/unblock " + OLGA.id(), "/quit"))
        .contains("Blocked; they are not told.", OLGA.id() + " since", "Let through again.");
    assertThat(server.received(PeopleCommand.Block.class))
        .containsExactly(new PeopleCommand.Block(OLGA.id()));
    assertThat(server.received(PeopleCommand.Unblock.class))
        .containsExactly(new PeopleCommand.Unblock(OLGA.id()));
  }

  @Test
  void messagesAreReportedAndReportsResolved() {
    String record =
        talk(
            "/open 1",
            "/report hello",
            "/report abuse hello -> it is rude",
            "/reports",
            "/resolve " + REPORT + " acted",
            "/quit");
    assertThat(record)
        .contains("Why? spam, abuse", "Reported to those who moderate.", "see above", "Noted.")
        .doesNotContain("\u001b[2J");
    assertThat(server.received(PeopleCommand.FileReport.class))
        .containsExactly(
            new PeopleCommand.FileReport(ROOM, 1, ReportReason.ABUSE, Optional.of("it is rude")));
    assertThat(server.received(PeopleCommand.ResolveReport.class))
        .containsExactly(new PeopleCommand.ResolveReport(REPORT, ReportOutcome.ACTED));
  }

  @Test
  void ownExportIsWrittenIntoAFile(@TempDir Path folder) throws IOException {
    String end = "{\"counts\":{},\"sha256\":\"%s\",\"type\":\"end\"}\n".formatted("0".repeat(64));
    server.on(
        AuditCommand.ExportAccount.class,
        it ->
            it.after().isEmpty()
                ? new AuditResult.AuditPart("{}\n", Optional.of("next"))
                : new AuditResult.AuditPart(end, Optional.empty()));
    Path file = folder.resolve("mine");
    assertThat(talk("/export-mine " + file, "/export-mine", "/quit"))
        .contains("Written to", "Into which file?");
    assertThat(Files.readString(file)).isEqualTo("{}\n" + end);
  }
}
