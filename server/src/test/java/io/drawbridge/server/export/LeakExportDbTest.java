package io.drawbridge.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
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
            from,
            DB.database().read(snapshot -> parts.part(snapshot, scope, from)));

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
    assertThat(SEALING.open(anna, after.next().orElseThrow()).counts())
        .containsEntry("message", 1L);
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
    DB.execute("update export_run set moved_at = now(), begun_at = now() - interval '25 hours'");
    assertThat(goOn.get()).as("begun too long ago").isEmpty();
    DB.execute("update export_run set begun_at = now(), ended_at = now()");
    assertThat(goOn.get()).as("its last part again").contains(true);
    DB.execute("update export_run set ended_at = now() - interval '2 minutes'");
    assertThat(goOn.get()).isEmpty();
  }

  private String messages(AccountId reader, boolean whole, Optional<AccountId> author) {
    Scope scope = new Scope(world.domain(), reader, whole, world.epoch());
    ContentStore content = new ContentStore();
    ExportPlace from = ExportPlace.begin(7).in(Section.MESSAGES);
    return DB
        .database()
        .read(snapshot ->
            new Walk()
                .messages(
                    snapshot,
                    reader,
                    whole,
                    author,
                    from,
                    after -> content.nextConversation(snapshot, scope, after)))
        .lines()
        .stream()
        .map(Line::text)
        .collect(Collectors.joining());
  }

  /** Leak 98: what is gone for everybody is in no export, not even of all. */
  @Test
  void leak98WholeExportHoldsNothingThatIsTooOldOrDeleted() {
    AccountId anna = world.member("Anna", "owner");
    AccountId bert = world.member("Bert", "member");
    ConversationFacts kept = world.conversation(ConversationKind.THREAD, bert);
    ConversationFacts gone = world.conversation(ConversationKind.THREAD, bert);
    for (ConversationFacts each : List.of(kept, gone)) {
      world.add(bert, each, true);
    }
    long old = world.message(kept, bert, "old words");
    world.message(kept, bert, "new words");
    world.message(gone, bert, "deleted words");
    assertThat(messages(anna, true, Optional.empty()))
        .contains("old words", "new words", "deleted words");
    DB.execute(
        "update conversation set first_pos = %d where id = %d".formatted(old, kept.id().value()));
    DB.execute(
        """
        insert into deleted_conversation (conversation, domain, root, actor)
        values (%1$d, %2$d, %1$d, %3$d)
        """
            .formatted(gone.id().value(), world.domain().value(), bert.value()));

    assertThat(messages(anna, true, Optional.empty()))
        .contains("new words")
        .doesNotContain("old words", "deleted words");
    assertThat(messages(anna, false, Optional.empty())).isEmpty();
  }

  @Test
  void messageTellsItsPollAndOwnExportWhatIsOnesOwn() {
    AccountId anna = world.member("Anna", "owner");
    AccountId bert = world.member("Bert", "member");
    ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
    world.add(anna, thread, true);
    world.add(bert, thread, true);
    long pos = world.message(thread, anna, "where to?");
    world.message(thread, bert, "words of another");
    DB.execute(
        """
        insert into poll (conversation, pos, options, multiple, anonymous, counts, voters)
        values (%d, %d, E'north\nsouth', false, true, '{2,1}', 3)
        """
            .formatted(thread.id().value(), pos));
    DB.execute(
        "insert into draft (account, conversation, text, mark) values (%d, %d, 'half a word', 1)"
            .formatted(anna.value(), thread.id().value()));

    assertThat(messages(anna, false, Optional.of(anna)))
        .contains("where to?", "\"options\":[\"north\",\"south\"]", "\"counts\":[2,1]")
        .doesNotContain("words of another");
    UnsentStore unsent = new UnsentStore();
    List<PlaceStore.Row> drafts = DB.database().read(it -> unsent.drafts(it, anna, 0, 4));
    assertThat(drafts)
        .singleElement()
        .satisfies(it -> assertThat(it.line().text()).contains("half a word"));
    List<PlaceStore.Row> others = DB.database().read(it -> unsent.drafts(it, bert, 0, 4));
    assertThat(others).isEmpty();
    List<PlaceStore.Row> later = DB.database().read(it -> unsent.scheduled(it, anna, 0, 4));
    assertThat(later).isEmpty();
  }

  /** Leak 98: each is told once, also those of whose conversation an owner reads the end alone. */
  @Test
  void leak98EverybodyIsToldOnceOfWhatIsExportedUnread() {
    AccountId anna = world.member("Anna", "owner");
    AccountId bert = world.member("Bert", "member");
    AccountId cleo = world.member("Cleo", "member");
    AccountId dora = world.member("Dora", "member");
    for (int i = 0; i < 2; i++) {
      ConversationFacts unread = world.conversation(ConversationKind.THREAD, bert);
      world.add(bert, unread, true);
      world.message(unread, bert, "unread");
    }
    ConversationFacts late = world.conversation(ConversationKind.THREAD, cleo);
    world.add(cleo, late, true);
    world.message(late, cleo, "before she came");
    world.add(anna, late, false);
    ConversationFacts read = world.conversation(ConversationKind.THREAD, dora);
    world.add(dora, read, true);
    world.add(anna, read, true);
    world.message(read, dora, "read");

    WorkspaceId workspace = new WorkspaceId(world.domain().value());
    DB.database().write(it -> new RunStore().tell(it, workspace, anna));

    List<Long> told =
        DB.database()
            .query(it ->
                it.createQuery("select account from notice where reason = 'exported'")
                    .mapTo(Long.class)
                    .list());
    assertThat(told)
        .contains(bert.value(), cleo.value())
        .doesNotContain(dora.value(), anna.value())
        .doesNotHaveDuplicates();
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
