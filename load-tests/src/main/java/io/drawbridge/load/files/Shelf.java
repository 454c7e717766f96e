package io.drawbridge.load.files;

import io.drawbridge.protocol.id.FileId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in the folder of files beside the rows: what nobody knows of is an orphan.
 *
 * @param files how many names there are
 * @param orphans names without a row
 * @param missing whole files without a name
 */
record Shelf(int files, List<String> orphans, List<FileId> missing) {

  /**
   * Compares.
   *
   * @param known ids of all rows, those that wait for their deletion too
   * @param whole ids of files whose bytes are all there
   */
  static Shelf of(Collection<String> names, Collection<Long> known, Collection<Long> whole) {
    Set<Long> rows = new HashSet<>(known);
    Set<Long> found = new HashSet<>();
    for (String name : names) {
      if (name.indexOf('.') < 0) {
        found.add(FileId.parse(name).value());
      }
    }
    return new Shelf(
        names.size(),
        names.stream()
            .filter(name -> !rows.contains(FileId.parse(name.split("\\.", 2)[0]).value()))
            .sorted()
            .toList(),
        whole.stream().filter(id -> !found.contains(id)).sorted().map(FileId::new).toList());
  }
}
