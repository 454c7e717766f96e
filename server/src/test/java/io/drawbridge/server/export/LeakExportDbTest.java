package io.drawbridge.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.AuditResult.AuditPart;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.storage.FolderStorage;
import io.drawbridge.server.platform.PurposeKey;
import io.drawbridge.server.session.outbox.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks 96, 97: a part that was made is judged as it leaves; every table is accounted for. */
final class LeakExportDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static final Sealing SEALING = new Sealing(new PurposeKey(new byte[32], "test"));
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
        SEALING.answer(
            scope.head(),
            anna,
            from, DB.database().read(snapshot -> parts.part(snapshot, scope, from)));

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
    assertThat(SEALING.open(anna, after.next().orElseThrow()).counts()).containsEntry("message", 1L);
    assertThat(made.release(tag -> tag instanceof Tag.Owner ? Verdict.DROP : Verdict.ALLOW))
        .as("of who owns it no more")
        .isInstanceOf(Answer.Released.Refused.class);
  }

  /** Leak 98: nobody makes a place up, and none is good for another person. */
  @Test
  void leak98PlaceThatTheServerDidNotWriteIsRefused() {
    AccountId anna = new AccountId(1);
    Parts more = new Parts(List.of(), Optional.of(ExportPlace.begin(7).at(3, 4, 5)));
    Answer<AuditPart> part = SEALING.answer(Tag.OWN, anna, ExportPlace.begin(7), more);
    String written = released(part, _ -> Verdict.ALLOW).next().orElseThrow();

    assertThat(SEALING.open(anna, written).offset()).isEqualTo(5);
    for (String forged : List.of(written.replace(".3.4.5.", ".3.4.6."), "7.end", "", ".")) {
      assertThatThrownBy(() -> SEALING.open(anna, forged)).isInstanceOf(Failure.class);
    }
    assertThatThrownBy(() -> SEALING.open(new AccountId(2), written)).isInstanceOf(Failure.class);
  }

  /** Leak 98: who was told of an export, and whose record it is, hold for that one alone. */
  @Test
  void leak98ExportThatIsOverIsNotGoneOnWith() {
    AccountId anna = world.member("Anna", "owner");
    RunStore runs = new RunStore();
    Duration alive = Duration.ofMinutes(10);
    Duration longest = Duration.ofHours(24);
    long scope = world.domain().value();
    Supplier<Optional<Boolean>> goOn =
        () -> DB.database().write(it -> runs.goOn(it, scope, anna, 7, alive, longest));
    DB.database().write(it -> runs.begin(it, scope, anna, 7, true, alive, 10));

    assertThat(goOn.get()).contains(true);
    DB.execute("update export_run set moved_at = now() - interval '11 minutes'");
    assertThat(goOn.get()).as("nobody went on with it").isEmpty();
    DB.execute(
        "update export_run set moved_at = now(), begun_at = now() - interval '25 hours'");
    assertThat(goOn.get()).as("begun too long ago").isEmpty();
    DB.execute("update export_run set begun_at = now(), ended_at = now()");
    assertThat(goOn.get()).as("its last part again").contains(true);
    DB.execute("update export_run set ended_at = now() - interval '2 minutes'");
    assertThat(goOn.get()).isEmpty();
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
