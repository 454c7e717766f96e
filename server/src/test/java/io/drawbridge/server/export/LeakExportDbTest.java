package io.drawbridge.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.file.storage.FolderStorage;
import io.drawbridge.server.session.outbox.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks 96, 97: a part that was made is judged as it leaves; every table is accounted for. */
final class LeakExportDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static final Path PAGE = Path.of("../docs/export.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z_]+)` \\| (exported|left out) \\| (.+) \\|");

  private final StoredWorld world = new StoredWorld(DB);

  private static AuditPart released(Answer<AuditPart> answer, Function<Tag, Verdict> gate) {
    return ((Answer.Released.Told<AuditPart>) answer.release(gate)).result();
  }

  @Test
  void leak96PartMadeBeforeARemovalLeavesWithoutWhatWasLost(@TempDir Path folder)
      throws IOException {
    AccountId anna = world.member("Anna", "owner");
    ConversationFacts lost = world.conversation(ConversationKind.THREAD, anna);
    ConversationFacts stays = world.conversation(ConversationKind.THREAD, anna);
    for (ConversationFacts each : List.of(lost, stays)) {
      world.add(anna, each, true);
    }
    world.message(lost, anna, "lost words");
    world.message(stays, anna, "kept words");
    WorkspaceParts parts = new WorkspaceParts(DB.clock(), FolderStorage.open(folder));
    Scope scope = new Scope(world.domain(), anna, false, world.epoch());
    ExportPlace from = ExportPlace.begin(7).in(Section.MESSAGES);
    Answer<AuditPart> made =
        Sealing.answer(
            scope.head(), from, DB.database().read(snapshot -> parts.part(snapshot, scope, from)));

    String whole = released(made, _ -> Verdict.ALLOW).text();
    assertThat(whole).contains("lost words", "kept words");
    AuditPart after =
        released(
            made,
            tag ->
                tag instanceof Tag.Content it && it.conversation().equals(lost.id())
                    ? Verdict.DROP
                    : Verdict.ALLOW);
    assertThat(after.text()).contains("kept words").doesNotContain("lost words");
    assertThat(ExportPlace.parse(after.next().orElseThrow()).counts()).containsEntry("message", 1L);
    assertThat(made.release(tag -> tag instanceof Tag.Owner ? Verdict.DROP : Verdict.ALLOW))
        .as("of who owns it no more")
        .isInstanceOf(Answer.Released.Refused.class);
  }

  /** Zulip CVE-2025-27149: tables that nobody thought of. */
  @Test
  void leak97EveryTableIsAccountedFor() throws IOException {
    Set<String> tables =
        DB.database()
            .query(handle ->
                new TreeSet<>(
                    handle
                        .createQuery(
                            """
                            select table_name from information_schema.tables
                            where table_schema = current_schema() and table_type = 'BASE TABLE'
                              and table_name <> 'flyway_schema_history'
                            """)
                        .mapTo(String.class)
                        .list()));
    Set<String> told =
        Files.readAllLines(PAGE).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(tables);
  }
}
