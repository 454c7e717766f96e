package io.drawbridge.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.StoredWorld;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.backup.Manifest.Part;
import io.drawbridge.server.backup.Manifest.TablePart;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.db.copy.Load;
import io.drawbridge.server.db.copy.Snapshot;
import io.drawbridge.server.db.copy.Table;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.db.start.MigrationFiles;
import io.drawbridge.server.db.start.Migrations;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.FolderStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is in an archive, and comes back as it was. */
final class BackupDbTest {
  /** What a restore itself writes. */
  private static final Set<String> WRITTEN = Set.of("incarnation", "audit_note");

  private static final String NEWER =
      """
      "format": 1, "product": "9.9", "schema": 99999, "at": "2026-11-22T10:00:00Z", "tables": [],
      "numberings": [], "storage": "folder", "files": [], "missing": [], "keys": {}
      """;

  @AutoClose private final TestDatabase db = TestDatabase.create();
  @AutoClose private final TestDatabase other = TestDatabase.createEmpty();

  @TempDir private Path folder;

  private FileStorage files;
  private FileStorage otherFiles;
  private Path archive;

  @BeforeEach
  void openFolders() throws IOException {
    files = FolderStorage.open(folder.resolve("files"));
    otherFiles = FolderStorage.open(folder.resolve("other"));
    archive = folder.resolve("backup.zip");
  }

  private BackupReport backup() {
    return backup(db, archive);
  }

  private BackupReport backup(TestDatabase of, Path into) {
    return new MakeBackup(of.address(), Optional.of(files), "test", Map.of()).into(into);
  }

  private void restore() {
    restore(archive);
  }

  private void restore(Path from) {
    try (RestoreBackup restore = RestoreBackup.verified(from)) {
      restore.into(other.address(), Optional.of(otherFiles));
    }
  }

  private static Manifest manifest(Path file) throws IOException {
    try (Archive archive = Archive.open(file)) {
      return archive.manifest();
    }
  }

  private static <T> List<T> column(TestDatabase of, String sql, Class<T> type) {
    return of.database().query(handle -> handle.createQuery(sql).mapTo(type).list());
  }

  /** A table that comes later is in a backup, or somebody has said why not. */
  @Test
  void noTableIsForgotten() throws IOException {
    backup();
    Set<String> accounted = new HashSet<>();
    manifest(archive).tables().forEach(table -> accounted.add(table.name()));
    for (LeftOut left : LeftOut.values()) {
      assertThat(accounted.add(left.table())).as("%s is in it as well", left).isTrue();
      assertThat(left.reason()).isNotBlank();
    }
    assertThat(
            column(db, "select tablename from pg_tables where schemaname = 'public'", String.class))
        .containsExactlyInAnyOrderElementsOf(accounted);
    assertThat(
            column(
                db,
                "select relname from pg_class where relpersistence = 'u' and relkind = 'r'",
                String.class))
        .isNotEmpty()
        .isSubsetOf(Arrays.stream(LeftOut.values()).map(LeftOut::table).toList());
  }

  /**
   * Every column but the numbers of transactions, in tables that come after those they refer to.
   */
  @Test
  void tablesComeWholeAndInOrder() {
    try (Snapshot snapshot = Snapshot.open(db.address())) {
      List<Table> tables = snapshot.tables();
      Map<String, Integer> places =
          tables.stream().collect(Collectors.toMap(Table::name, tables::indexOf));
      assertThat(places.get("workspace")).isLessThan(places.get("account"));
      assertThat(places.get("account")).isLessThan(places.get("session"));
      assertThat(places.get("session")).isLessThan(places.get("refresh_token"));
      Set<String> copied =
          tables.stream()
              .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column))
              .collect(Collectors.toSet());
      List<String> all =
          column(
              db,
              """
              select c.table_name || '.' || c.column_name from information_schema.columns c
              join pg_tables t on t.tablename = c.table_name and t.schemaname = c.table_schema
              where c.table_schema = 'public'
              """,
              String.class);
      assertThat(all.stream().filter(column -> !copied.contains(column)))
          .containsExactlyInAnyOrder("audit.xid", "audit_note.xid", "audit_cursor.xid");
    }
  }

  /** What was restored is backed up again, and is the same table by table. */
  @Test
  void restoredRowsAreTheSame() throws IOException {
    someWorld();
    BackupReport report = backup();
    assertThat(report.rows()).isGreaterThan(5);
    restore();
    Path again = folder.resolve("again.zip");
    backup(other, again);

    Map<String, TablePart> before = byName(manifest(archive));
    Map<String, TablePart> after = byName(manifest(again));
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, part) -> {
      if (!WRITTEN.contains(name)) {
        assertThat(after.get(name)).as(name).isEqualTo(part);
      }
    });
    assertThat(column(other, "select cause from incarnation order by number", String.class))
        .containsExactly("made", "restored");
    assertThat(other.database().query(Incarnation::code))
        .isNotEqualTo(db.database().query(Incarnation::code));
    assertThat(
            column(
                other,
                "select told->0->>'to' from audit_note where action = 'server.restore'"
                    + " and workspace = (select id from workspace)",
                String.class))
        .containsExactly(report.at().toString());
    assertThat(column(db, "select action from audit_note", String.class))
        .containsExactly("server.backup");
  }

  private static Map<String, TablePart> byName(Manifest manifest) {
    return manifest.tables().stream()
        .collect(Collectors.toMap(TablePart::name, Function.identity()));
  }

  private ConversationFacts someWorld() {
    StoredWorld world = new StoredWorld(db);
    AccountId anna = world.member("Anna\t\\N\n'", "owner");
    ConversationFacts thread = world.conversation(ConversationKind.THREAD, anna);
    world.add(anna, thread, true);
    world.message(thread, anna, "kept words, and \u00e4 \ud83d\udc4d\\.\n\\.");
    return thread;
  }

  /** Numbers that were given are not given again, even if their rows are gone. */
  @Test
  void numbersGoOnBehindThoseThatWereGiven() {
    someWorld();
    String guest = "select nextval(pg_get_serial_sequence('guest', 'id'))";
    String link = "select nextval(pg_get_serial_sequence('link', 'id'))";
    for (long number : List.of(1L, 2L, 3L)) {
      assertThat(column(db, guest, Long.class)).containsExactly(number);
    }
    backup();
    restore();
    assertThat(column(other, guest, Long.class)).containsExactly(4L);
    assertThat(column(other, link, Long.class)).isEqualTo(column(db, link, Long.class));
  }

  @Test
  void bytesOfFilesComeBackAndThoseThatAreGoneAreTold() throws IOException {
    long there = file(5);
    long gone = file(5);
    store(files, there, "bytes");
    BackupReport report = backup();
    assertThat(report.files()).isOne();
    assertThat(report.missing()).containsExactly(new FileId(gone).toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    restore();
    ByteBuffer bytes = ByteBuffer.allocate(10);
    otherFiles.read(new FileId(there), 0, bytes);
    assertThat(new String(bytes.array(), 0, bytes.position(), UTF_8)).isEqualTo("bytes");
    assertThat(otherFiles.ids()).containsExactly(new FileId(there));
  }

  /** A file of a message, without its bytes. */
  private long file(long size) {
    ConversationFacts thread = someWorld();
    long id = db.ids().next();
    db.execute(
        """
        insert into file (id, owner, external, domain, conversation, name, size, received, pos)
        values (?, 1, false, ?, ?, 'a', ?, ?, 1)
        """,
        id,
        thread.domain().value(),
        thread.id().value(),
        size,
        size);
    return id;
  }

  private static void store(FileStorage storage, long id, String text) throws IOException {
    try (FileStorage.Writing writing = storage.write(new FileId(id))) {
      writing.from(0);
      writing.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
      writing.finish();
    }
  }

  /** A part that came a byte wrong, a part that is missing, a file cut off: nothing is written. */
  @Test
  void damagedArchiveIsRefusedBeforeAnythingIsWritten() throws IOException {
    store(files, file(5), "bytes");
    backup();
    byte[] whole = Files.readAllBytes(archive);
    Path damaged = folder.resolve("damaged.zip");
    for (Part part :
        Stream.concat(
                manifest(archive).tables().stream().filter(table -> table.rows() > 0),
                manifest(archive).files().stream())
            .toList()) {
      byte[] flipped = whole.clone();
      int name = find(whole, part.entry().getBytes(UTF_8));
      // Behind the name stand the bytes themselves.
      flipped[name + part.entry().length() + 1] ^= 1;
      Files.write(damaged, flipped);
      assertThatThrownBy(() -> restore(damaged))
          .as(part.entry())
          .isInstanceOf(BackupTrouble.class)
          .hasMessageContaining("damaged");
    }
    for (int length : List.of(0, 100, whole.length / 2, whole.length - 1)) {
      Files.write(damaged, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> restore(damaged)).isInstanceOf(BackupTrouble.class);
    }
    assertThatThrownBy(() -> restore(folder.resolve("absent")))
        .isInstanceOf(BackupTrouble.class)
        .hasMessageContaining("cannot be read");
    assertThat(
            column(
                other, "select tablename from pg_tables where schemaname = 'public'", String.class))
        .isEmpty();
    assertThat(otherFiles.ids()).isEmpty();
  }

  private static int find(byte[] in, byte[] what) {
    for (int at = 0; at + what.length <= in.length; at++) {
      if (Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
        return at;
      }
    }
    throw new AssertionError(new String(what, UTF_8) + " is not in it");
  }

  @Test
  void newerSchemaAndAnotherFormAreRefused() throws IOException {
    for (String unknown : List.of("\"format\": 2", NEWER)) {
      Path newer = folder.resolve("newer.zip");
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(newer))) {
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write("{%s}".formatted(unknown).getBytes(UTF_8));
      }
      assertThatThrownBy(() -> restore(newer))
          .isInstanceOf(BackupTrouble.class)
          .hasMessageContaining("expected: ");
    }
  }

  /** What does not load, in the last table or a file, leaves nothing of the first. */
  @Test
  void restoreThatFailsLeavesNothing() throws IOException {
    someWorld();
    backup();
    Migrations.apply(other.address());
    other.execute("alter table audit_note add check (action <> 'server.restore')");
    assertThatThrownBy(this::restore).isInstanceOf(DatabaseTrouble.class);
    assertThat(column(other, "select id from account", Long.class)).isEmpty();
    other.execute("alter table audit_note drop constraint audit_note_action_check");
    restore();
    assertThat(column(other, "select id from account", Long.class)).hasSize(1);
  }

  @Test
  void databaseThatIsNotEmptyIsRefused() {
    someWorld();
    backup();
    restore();
    assertThatThrownBy(this::restore)
        .isInstanceOf(BackupTrouble.class)
        .hasMessageContaining("expected: an empty database");
    assertThat(column(other, "select cause from incarnation", String.class)).hasSize(2);
  }

  @Test
  void databaseOfSomethingElseIsRefused() {
    backup();
    other.execute("create table theirs (id integer)");
    assertThatThrownBy(this::restore)
        .isInstanceOf(BackupTrouble.class)
        .hasMessageContaining("something else");
  }

  /** A server holds this lock for as long as it runs. */
  @Test
  void databaseThatAServerUsesIsRefused() {
    backup();
    try (Handle server = other.open()) {
      server.execute("select pg_advisory_lock_shared(1148346743, 1)");
      assertThatThrownBy(this::restore)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("a server uses this database");
    }
    restore();
  }

  /** An archive of an earlier version is loaded as it was, and brought up to date. */
  @Test
  void olderSchemaIsBroughtUpToDate() throws IOException {
    int before = 46;
    try (TestDatabase old = TestDatabase.createEmpty()) {
      Migrations.applyUntil(old.address(), before);
      old.execute("insert into workspace (id, name) values (7, 'Northwind')");
      backup(old, archive);
    }
    assertThat(manifest(archive).schema()).isEqualTo(before);
    try (TestDatabase newer = TestDatabase.create();
        RestoreBackup restore = RestoreBackup.verified(archive)) {
      assertThatThrownBy(() -> restore.into(newer.address(), Optional.of(otherFiles)))
          .hasMessageContaining("the archive of %d (expected", before);
    }
    restore();
    assertThat(column(other, "select name from workspace", String.class))
        .containsExactly("Northwind");
    try (Load load = Load.begin(other.address())) {
      assertThat(load.write(Migrations::version)).hasValue(MigrationFiles.newest());
    }
    assertThat(other.database().query(Incarnation::code)).isNotEmpty();
    assertThat(Migrations.apply(other.address())).isZero();
  }

  @Test
  void archiveThatIsThereIsNotWrittenOver() throws IOException {
    Files.writeString(archive, "mine");
    assertThatThrownBy(this::backup).isInstanceOf(BackupTrouble.class);
    assertThat(archive).hasContent("mine");
    Path cutOff = folder.resolve("other.zip.unfinished");
    Files.writeString(cutOff, "half");
    assertThatThrownBy(() -> backup(db, folder.resolve("other.zip")))
        .hasMessageStartingWith(cutOff + ": a backup runs, or was cut off");
    assertThat(cutOff).hasContent("half");
  }

  @Test
  void failedOverDatabaseBeginsAnotherLife() {
    String before = db.database().query(Incarnation::code);
    db.execute(
        "insert into node (id, expires_at) values ('n_1', clock_timestamp() + interval '1 hour')");
    BeginIncarnation begin = new BeginIncarnation();
    assertThatThrownBy(() -> begin.after(db.address())).hasMessageContaining("may still serve");
    db.execute("update node set expires_at = clock_timestamp()");
    assertThat(begin.after(db.address())).isEqualTo(2);
    assertThat(db.database().query(Incarnation::code)).isNotEqualTo(before);
    assertThatThrownBy(() -> begin.after(other.address()))
        .isInstanceOf(BackupTrouble.class)
        .hasMessageContaining("no tables");
  }
}
