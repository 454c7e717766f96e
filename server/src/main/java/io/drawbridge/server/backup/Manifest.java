package io.drawbridge.server.backup;

import io.drawbridge.server.db.copy.Numbering;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The list of what is in an archive, its last entry.
 *
 * @param format the version of the archive's own form
 * @param product the version of Drawbridge that wrote it
 * @param schema the version of the database's tables
 * @param at everything that was committed before is in it
 * @param newestChange when the newest change of access in it was made, by the database's clock
 * @param newestMessage when the newest message in it was sent
 * @param tables in the order in which they are filled
 * @param numberings how far the columns have come that number their rows
 * @param storage where the bytes of files were kept
 * @param files the bytes of files
 * @param missing names of files that messages of the archive have, and whose bytes are not in it
 * @param keys the hashes of the keys that the server had, by the names of their files
 */
record Manifest(
    int format,
    String product,
    int schema,
    Instant at,
    Optional<Instant> newestChange,
    Optional<Instant> newestMessage,
    List<TablePart> tables,
    List<Numbering> numberings,
    String storage,
    List<FilePart> files,
    List<String> missing,
    Map<String, String> keys) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";

  /** The bytes of files were in a folder, and are in the archive. */
  static final String FOLDER = "folder";

  /** They were in a bucket, and are not in it. */
  static final String BUCKET = "bucket";

  Manifest {
    tables = List.copyOf(tables);
    numberings = List.copyOf(numberings);
    files = List.copyOf(files);
    missing = List.copyOf(missing);
    keys = Map.copyOf(keys);
  }

  /** An entry of the archive, and what it has to be. */
  sealed interface Part {
    /** The name of the entry. */
    String entry();

    Sum sum();
  }

  /** The rows of a table. */
  record TablePart(String name, List<String> columns, long rows, Sum sum) implements Part {
    TablePart {
      columns = List.copyOf(columns);
    }

    @Override
    public String entry() {
      return entry(name);
    }

    static String entry(String name) {
      return "tables/" + name;
    }
  }

  /** The bytes of a file, or what stands beside them, under the name of the storage. */
  record FilePart(String name, Sum sum) implements Part {
    @Override
    public String entry() {
      return entry(name);
    }

    static String entry(String name) {
      return "files/" + name;
    }
  }

  /** The number of bytes, and their SHA-256 in hexadecimal digits. */
  record Sum(long bytes, String sha256) {}

  /** The number of rows in all tables. */
  long rows() {
    return tables.stream().mapToLong(TablePart::rows).sum();
  }

  /** The number of bytes of all files. */
  long fileBytes() {
    return files.stream().mapToLong(file -> file.sum().bytes()).sum();
  }
}
