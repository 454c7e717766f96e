package io.drawbridge.server.backup;

import io.drawbridge.server.backup.BackupStore.Newest;
import io.drawbridge.server.backup.BackupStore.StoredFile;
import io.drawbridge.server.backup.Manifest.TablePart;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.copy.Load;
import io.drawbridge.server.db.copy.Numbering;
import io.drawbridge.server.db.copy.Snapshot;
import io.drawbridge.server.db.copy.Table;
import io.drawbridge.server.db.start.Migrations;
import io.drawbridge.server.file.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes everything that a server keeps, as it was at one moment, into one archive; the server may
 * run meanwhile, and nobody waits for it. The keys of the data folder are not in it: who finds an
 * archive learns what was said, and still signs nobody in and nothing.
 */
public final class MakeBackup {
  private final DatabaseAddress database;
  private final Optional<FileStorage> storage;
  private final String product;
  private final Map<String, String> keys;
  private final BackupStore store = new BackupStore();

  /**
   * Prepares it.
   *
   * @param storage where the bytes of files are; empty if they are in a bucket, and stay there
   * @param product the version of the program
   * @param keys the hashes of the keys in the data folder, by the names of their files
   */
  public MakeBackup(
      DatabaseAddress database,
      Optional<FileStorage> storage,
      String product,
      Map<String, String> keys) {
    this.database = database;
    this.storage = storage;
    this.product = product;
    this.keys = Map.copyOf(keys);
  }

  /**
   * Writes the archive. Blocks until it is whole and on the disk; if it fails, there is none.
   *
   * @throws BackupTrouble with one line for the operator
   * @throws io.drawbridge.server.db.DatabaseTrouble with one line if the database refuses
   */
  public BackupReport into(Path file) {
    Manifest manifest;
    try (ArchiveWriter archive = ArchiveWriter.create(file)) {
      manifest = write(archive);
      archive.finish(manifest);
    } catch (IOException e) {
      throw new BackupTrouble("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
    note();
    return new BackupReport(manifest);
  }

  /** All of the moment but the bytes of files, which stay while their row does. */
  private record Rows(
      int schema,
      Instant at,
      Newest newest,
      List<TablePart> tables,
      List<Numbering> numberings,
      List<StoredFile> files) {}

  private Manifest write(ArchiveWriter archive) throws IOException {
    Rows rows = rows(archive);
    // Bytes are there before their row, and longer: those that are missing now were deleted since.
    StoredFiles.Copied copied =
        storage.isPresent()
            ? new StoredFiles(storage.get()).copyOut(rows.files(), archive)
            : new StoredFiles.Copied(List.of(), List.of());
    return new Manifest(
        Manifest.FORMAT,
        product,
        rows.schema(),
        rows.at(),
        rows.newest().change(),
        rows.newest().message(),
        rows.tables(),
        rows.numberings(),
        storage.isPresent() ? Manifest.FOLDER : Manifest.BUCKET,
        copied.parts(),
        copied.missing(),
        keys);
  }

  private Rows rows(ArchiveWriter archive) throws IOException {
    try (Snapshot snapshot = Snapshot.open(database)) {
      int schema =
          snapshot
              .read(Migrations::version)
              .orElseThrow(() ->
                  new BackupTrouble(
                      "%s: it has no tables (expected: the database of a server that ran once)"
                          .formatted(database.shown())));
      List<TablePart> tables = new ArrayList<>();
      for (Table table : LeftOut.others(snapshot.tables())) {
        tables.add(write(archive, snapshot, table));
      }
      return new Rows(
          schema,
          snapshot.at(),
          snapshot.read(store::newest),
          tables,
          snapshot.numberings(),
          snapshot.read(store::files));
    }
  }

  private static TablePart write(ArchiveWriter archive, Snapshot snapshot, Table table)
      throws IOException {
    AtomicLong rows = new AtomicLong();
    Manifest.Sum sum =
        archive.pressed(TablePart.entry(table.name()), out -> rows.set(snapshot.copy(table, out)));
    return new TablePart(table.name(), table.columns(), rows.get(), sum);
  }

  private void note() {
    try (Load writing = Load.begin(database)) {
      writing.write(store::noteBackup);
      writing.commit();
    }
  }
}
