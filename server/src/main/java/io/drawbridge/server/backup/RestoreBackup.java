package io.drawbridge.server.backup;

import io.drawbridge.server.backup.Manifest.FilePart;
import io.drawbridge.server.backup.Manifest.TablePart;
import io.drawbridge.server.cluster.StoppedServers;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.copy.Load;
import io.drawbridge.server.db.copy.Table;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.db.start.MigrationFiles;
import io.drawbridge.server.db.start.Migrations;
import io.drawbridge.server.file.storage.FileStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fills an empty database, and an empty storage, from an archive: all of it or nothing. The
 * database begins another life by that, so that clients load again what they know of the lost one.
 */
public final class RestoreBackup implements AutoCloseable {
  private static final String INCARNATION = "incarnation";

  private final Path file;
  private final Archive archive;
  private final BackupStore store = new BackupStore();

  private RestoreBackup(Path file, Archive archive) {
    this.file = file;
    this.archive = archive;
  }

  /**
   * Opens an archive, and reads all of it once: what is restored is what was written.
   *
   * @throws BackupTrouble with one line if it is damaged, or newer than this program
   */
  public static RestoreBackup verified(Path file) {
    Archive archive = Archive.open(file);
    RestoreBackup restore = new RestoreBackup(file, archive);
    try {
      int newest = MigrationFiles.newest();
      if (archive.manifest().schema() > newest) {
        throw new BackupTrouble(
            "%s: its schema is %d, written by Drawbridge %s (expected: at most %d, or a newer Drawbridge)"
                .formatted(
                    file, archive.manifest().schema(), archive.manifest().product(), newest));
      }
      archive.verify();
      return restore;
    } catch (RuntimeException e) {
      restore.close();
      throw e;
    }
  }

  /** Tells what is in it. */
  public BackupReport report() {
    return new BackupReport(archive.manifest());
  }

  /**
   * Restores it into a database and a storage that are empty, and that no server uses.
   *
   * @param storage empty if the bytes of files are in a bucket
   * @throws BackupTrouble with one line if they are not empty, or do not fit; nothing is changed
   *     then
   * @throws DatabaseTrouble with one line if the database refuses
   */
  public void into(DatabaseAddress database, Optional<FileStorage> storage) {
    Manifest manifest = archive.manifest();
    if (storage.isEmpty() && !manifest.files().isEmpty()) {
      throw new BackupTrouble(
          "%s: it has files, and files.storage is s3 (expected: folder)".formatted(file));
    }
    requireEmpty(database);
    makeTables(database, manifest.schema());
    Optional<StoredFiles> files = storage.map(StoredFiles::new);
    try (Load load = Load.begin(database)) {
      requireNobody(database, load);
      fill(load);
      begin(load);
      if (files.isPresent()) {
        copyIn(files.get());
      }
      load.commit();
    } catch (IOException e) {
      throw new BackupTrouble("%s: %s".formatted(file, e.getMessage()));
    }
    bringUpToDate(database);
  }

  /** Makes of older tables what this program needs, as the start after an upgrade does. */
  private void bringUpToDate(DatabaseAddress database) {
    try {
      Migrations.apply(database);
    } catch (DatabaseTrouble e) {
      throw new BackupTrouble(
          "%s: it is restored, and its schema stays %d: %s (expected: restored by Drawbridge %s, then"
                  .formatted(
                      file,
                      archive.manifest().schema(),
                      e.getMessage(),
                      archive.manifest().product())
              + " upgraded)");
    }
  }

  private void requireEmpty(DatabaseAddress database) {
    try (Load looking = Load.begin(database)) {
      requireNobody(database, looking);
      OptionalInt version = looking.write(Migrations::version);
      int schema = archive.manifest().schema();
      if (version.isPresent() && version.getAsInt() > schema) {
        throw new BackupTrouble(
            "%s: it has tables of schema %d, the archive of %d (expected: a database without tables)"
                .formatted(database.shown(), version.getAsInt(), schema));
      }
      if (version.isEmpty() && !looking.tables().isEmpty()) {
        throw new BackupTrouble(
            "%s: it has tables of something else (expected: an empty database)"
                .formatted(database.shown()));
      }
    }
  }

  /** Keeps servers out until the end of the transaction: nobody comes in after this look. */
  private void requireNobody(DatabaseAddress database, Load load) {
    load.write(StoppedServers::require);
    boolean inhabited =
        load.write(handle -> store.hasTable(handle, "account") && store.inhabited(handle));
    if (inhabited) {
      throw new BackupTrouble(
          "%s: somebody has an account or a workspace there (expected: an empty database)"
              .formatted(database.shown()));
    }
  }

  /** Makes the tables that the archive was written from. */
  private static void makeTables(DatabaseAddress database, int schema) {
    if (schema == MigrationFiles.newest()) {
      Migrations.apply(database);
    } else {
      Migrations.applyUntil(database, schema);
    }
  }

  private void fill(Load load) throws IOException {
    List<Table> tables = LeftOut.others(load.tables());
    Map<String, TablePart> parts =
        archive.manifest().tables().stream()
            .collect(Collectors.toMap(TablePart::name, Function.identity()));
    for (Table table : tables) {
      TablePart part = parts.get(table.name());
      if (part == null || !part.columns().equals(table.columns())) {
        throw unlike(table.name());
      }
    }
    if (tables.size() != parts.size()) {
      tables.forEach(table -> parts.remove(table.name()));
      throw unlike(String.join(", ", parts.keySet()));
    }
    tables.reversed().forEach(load::empty);
    for (Table table : tables) {
      fill(load, table, Objects.requireNonNull(parts.get(table.name())));
    }
    archive.manifest().numberings().forEach(load::number);
  }

  private BackupTrouble unlike(String table) {
    return new BackupTrouble(
        "%s: the table %s is not as schema %d has it (expected: an archive of a released version)"
            .formatted(file, table, archive.manifest().schema()));
  }

  private void fill(Load load, Table table, TablePart part) throws IOException {
    long copied;
    try (InputStream rows = archive.read(part)) {
      copied = load.copy(table, rows);
    }
    long there = load.count(table);
    if (copied != part.rows() || there != part.rows()) {
      throw new BackupTrouble(
          "%s: the table %s has %d rows now (expected: %d)"
              .formatted(file, table.name(), there, part.rows()));
    }
  }

  private void copyIn(StoredFiles files) throws IOException {
    List<FilePart> parts = archive.manifest().files();
    try {
      for (FilePart part : parts) {
        try (InputStream bytes = archive.read(part)) {
          files.copyIn(part, bytes);
        }
      }
    } catch (IOException | RuntimeException e) {
      files.delete(parts);
      throw e;
    }
  }

  /** Begins another life; in an archive from before there were any, the migrations do. */
  private void begin(Load load) {
    Manifest manifest = archive.manifest();
    load.write(handle -> {
      if (store.hasTable(handle, INCARNATION)) {
        Incarnation.begin(handle, Incarnation.Cause.RESTORED, Optional.of(manifest.at()));
      }
      return store.noteRestore(handle, "restored", Optional.of(manifest.at()));
    });
  }

  @Override
  public void close() {
    try {
      archive.close();
    } catch (IOException e) {
      throw new BackupTrouble("%s: %s".formatted(file, e.getMessage()));
    }
  }
}
