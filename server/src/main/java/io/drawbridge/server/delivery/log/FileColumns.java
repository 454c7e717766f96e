package io.drawbridge.server.delivery.log;

import io.drawbridge.protocol.file.FileView;
import io.drawbridge.protocol.file.Picture;
import io.drawbridge.protocol.id.FileId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads what is said about files: of one version, or of all that a message {@code m} carries. */
public final class FileColumns {
  /** What is said about a version {@code v}, beside its series and its number. */
  public static final String FACTS =
      """
      v.name, coalesce(v.shown_size, v.size) as size, v.type, encode(v.sha256, 'hex') as hash, v.width,
      v.height, v.drawn_type is not null as drawn
      """;

  /** The columns that {@link #version} reads, of a version {@code v}. */
  public static final String VERSION = "v.series, v.version, " + FACTS;

  /** The columns that {@link #of} reads. */
  public static final String COLUMNS =
      """
      z.file_ids, z.file_names, z.file_sizes, z.file_types, z.file_hashes, z.file_versions,
      z.file_widths, z.file_heights, z.files_drawn
      """;

  /** Joins what {@link #COLUMNS} needs. */
  public static final String FILES =
      """
      cross join lateral (
        select array_agg(x.series order by x.place) as file_ids,
               array_agg(x.name order by x.place) as file_names,
               array_agg(coalesce(x.shown_size, x.size) order by x.place) as file_sizes,
               array_agg(x.type order by x.place) as file_types,
               array_agg(encode(x.sha256, 'hex') order by x.place) as file_hashes,
               array_agg(x.version order by x.place) as file_versions,
               array_agg(x.width order by x.place) as file_widths,
               array_agg(x.height order by x.place) as file_heights,
               array_agg(x.drawn_type is not null order by x.place) as files_drawn
        from file x where x.conversation = m.conversation and x.pos = m.pos and x.current) z
      """;

  private FileColumns() {}

  /** One version. */
  public static FileView version(RowView row) {
    return new FileView(
        new FileId(row.getColumn("series", Long.class)),
        row.getColumn("name", String.class),
        row.getColumn("size", Long.class),
        row.getColumn("type", String.class),
        row.getColumn("hash", String.class),
        row.getColumn("version", Integer.class),
        picture(
            row.getColumn("width", Integer.class),
            row.getColumn("height", Integer.class),
            row.getColumn("drawn", Boolean.class)));
  }

  private static Optional<Picture> picture(
      @Nullable Integer width, @Nullable Integer height, boolean drawn) {
    return width == null || height == null
        ? Optional.empty()
        : Optional.of(new Picture(width, height, drawn));
  }

  /** The files in their order. */
  public static List<FileView> of(RowView row) {
    Optional<Long[]> ids = Optional.ofNullable(row.getColumn("file_ids", Long[].class));
    if (ids.isEmpty()) {
      return List.of();
    }
    String[] names = row.getColumn("file_names", String[].class);
    Long[] sizes = row.getColumn("file_sizes", Long[].class);
    String[] types = row.getColumn("file_types", String[].class);
    String[] hashes = row.getColumn("file_hashes", String[].class);
    Integer[] versions = row.getColumn("file_versions", Integer[].class);
    @Nullable Integer[] widths = row.getColumn("file_widths", Integer[].class);
    @Nullable Integer[] heights = row.getColumn("file_heights", Integer[].class);
    Boolean[] drawn = row.getColumn("files_drawn", Boolean[].class);
    List<FileView> files = new ArrayList<>();
    for (int i = 0; i < ids.get().length; i++) {
      files.add(
          new FileView(
              new FileId(ids.get()[i]),
              names[i],
              sizes[i],
              types[i],
              hashes[i],
              versions[i],
              picture(widths[i], heights[i], drawn[i])));
    }
    return List.copyOf(files);
  }
}
